"""The fields of a village's particulars, as the first-run wizard and the settings share them."""

from PySide6.QtWidgets import QLineEdit

from boardapp.core.village import Village, village_problem
from boardapp.ui.widgets.form import Form

_CODE, _NAME = "0" * 12, "村"


class VillageFields:
    """Six fields, what is wrong with them, and the record that they make."""

    def __init__(self) -> None:
        self.name = QLineEdit()
        self.code = QLineEdit()
        self.code.setMaxLength(20)
        self.township = QLineEdit()
        self.hotline = QLineEdit()
        self.opinion_box = QLineEdit()
        self.objection = QLineEdit()

    def add_names(self, form: Form) -> None:
        """Add the fields that name the village to a form."""
        form.add("name", "村名", self.name, "写全称，例如：青石桥村")
        form.add("code", "村代码", self.code, "12 位统计用区划代码，乡镇可以查到")

    def add_contacts(self, form: Form) -> None:
        """Add the township and where people can turn to."""
        form.add("township", "乡镇", self.township, "例如：青石镇")
        form.add(
            "hotline", "监督电话（可不填）", self.hotline, "村民有疑问时打给谁，例如乡镇农经站"
        )
        form.add("opinion_box", "意见箱在哪里（可不填）", self.opinion_box)
        form.add(
            "objection",
            "有异议怎样反映（可不填）",
            self.objection,
            "不填时印：如有异议，请在公示期内向村务监督委员会反映",
        )

    def draft(self) -> Village:
        """Return the fields as a record."""
        return Village(
            code="".join(self.code.text().split()),
            name=self.name.text().strip(),
            township=self.township.text().strip(),
            hotline=self.hotline.text().strip(),
            opinion_box=self.opinion_box.text().strip(),
            objection=self.objection.text().strip(),
        )

    def show(self, village: Village) -> None:
        """Fill the fields from a record."""
        for key, text in vars(village).items():
            getattr(self, key).setText(text)

    def problems(self) -> dict[str, str]:
        """Return what is wrong, each sentence under its field, in the order of the form."""
        one = self.draft()
        found = {
            "name": village_problem(_CODE, one.name, _NAME),
            "code": village_problem(one.code, _NAME, _NAME),
            "township": village_problem(_CODE, _NAME, one.township),
        }
        return {key: sentence for key, sentence in found.items() if sentence}
