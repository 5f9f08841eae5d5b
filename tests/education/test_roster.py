import pytest

from compose.education.roster import UnreadableRoster, decode, read


def names(text: str, **taken) -> list[tuple[str, str]]:
    return [(row.register_name, row.display_name) for row in read(text, **{"taken_names": set(), "taken_usernames": set()} | taken)]


def errors(text: str, **taken) -> dict[int, str]:
    rows = read(text, **{"taken_names": set(), "taken_usernames": set()} | taken)
    return {row.line: " ".join(row.errors) for row in rows if row.errors}


def test_plain_names_need_no_header():
    assert names("Anna Keller\n\n  Ben   Okafor \n") == [("Anna Keller", "Anna"), ("Ben Okafor", "Ben")]


@pytest.mark.parametrize("text", [
    "name,display name,group\n\"Keller, Anna\",Annie,Strings\n",
    "Surname;First name;Display name;Group\r\nKeller;Anna;Annie;Strings\r\n",
    "First name\tSurname\tDisplay name\tGroup\nAnna\tKeller\tAnnie\tStrings\n",
])
def test_any_spreadsheet_s_columns_are_read(text):
    (row,) = read(text, set(), set())
    assert row.display_name == "Annie" and row.group == "Strings" and "Keller" in row.register_name and not row.errors


def test_two_of_one_name_are_told_apart_and_no_surname_is_shown():
    shown = [shown for _, shown in names("Anna Keller\nAnna Voss\nKeller, Anna\nLi\nLi")]
    assert shown == ["Anna K.", "Anna V.", "Anna K. 2", "Li", "Li 2"]


def test_a_name_that_the_class_has_already_is_not_given_again():
    assert names("Anna Keller", taken_names={"anna"}) == [("Anna Keller", "Anna K.")]


def test_every_fault_is_told_with_its_line():
    text = "name,display name,username\nAnna K,Anna,anna\n,,x\nBen,Anna,\nCem,Cem,ANNA\nDora,Dora,do ra!\n" + "E" * 130 + ",Eve,\n"
    told = errors(text, taken_usernames={"x"})
    assert sorted(told) == [3, 4, 5, 6, 7]
    assert "name is missing" in told[3] and "taken" in told[3]
    assert "“Anna” is shown" in told[4] and "taken" in told[5] and "letters without accents" in told[6] and "longer than 120" in told[7]


@pytest.mark.parametrize("text", [
    "", "\n \n", "name,group\n", "group,username\nStrings,a\n", "\n".join(["Anna"] * 201), 'name\n"Anna', "Anna;K;Strings",
])
def test_a_list_of_no_use_is_refused_in_words(text):
    with pytest.raises(UnreadableRoster) as refusal:
        read(text, set(), set())
    assert len(str(refusal.value)) > 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_of_every_spreadsheet_program_are_decoded(encoding):
    assert decode("Zoë Müller".encode(encoding)) == "Zoë Müller"


def test_a_workbook_is_not_taken_for_text():
    with pytest.raises(UnreadableRoster, match="CSV"):
        decode(b"PK\x03\x04\0\0rubbish")
