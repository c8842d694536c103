from __future__ import annotations

import pytest

from tocsin.errors import InputError
from tocsin.ingest.language import check_english, is_english, language_name

FOREIGN = {
    "Russian (ru)": "Президент объявил в среду, что правительство введёт чрезвычайное положение "
    "в двух областях страны после столкновений с полицией.",
    "French (fr)": "Le gouvernement a annoncé mercredi que l'état d'urgence serait prolongé de deux "
    "semaines dans la capitale après les affrontements avec la police.",
    "Arabic (ar)": "أعلنت الحكومة يوم الأربعاء تمديد حالة الطوارئ في العاصمة لمدة أسبوعين بعد اشتباكات "
    "بين المتظاهرين والشرطة في وسط المدينة.",
    "Spanish (es)": "El gobierno anunció el miércoles que el estado de emergencia se prolongará dos "
    "semanas en la capital tras los enfrentamientos con la policía.",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_check_english_names_the_language(name: str) -> None:
    with pytest.raises(InputError) as caught:
        check_english(FOREIGN[name], "a.txt", place="line 3")
    assert caught.value.reason == "language"
    assert name in caught.value.detail
    assert caught.value.place == "line 3"


@pytest.mark.parametrize(
    "story",
    [
        "The government said on Wednesday that the state of emergency would be extended by two weeks.",
        "Tokayev in Nur-Sultan",
        "Kassym-Jomart Tokayev met Sadyr Japarov, Emomali Rahmon and Shavkat Mirziyoyev in Cholpon-Ata.",
        "12",
        "TRIPOLI CALM AFTER CLASHES",
    ],
)
def test_check_english_accepts_english_with_foreign_names(story: str) -> None:
    check_english(story, "a.txt")


def test_check_english_refuses_short_text_in_another_alphabet() -> None:
    with pytest.raises(InputError):
        check_english("Войска ушли.", "a.txt")


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", True), ("en-US", True), ("EN_gb", True), ("eng", True), ("ru", False), ("enm", False)],
)
def test_is_english(code: str, expected: bool) -> None:
    assert is_english(code) is expected


def test_language_name_of_an_unknown_code_is_the_code() -> None:
    assert language_name("xx-yy") == "xx-yy"
