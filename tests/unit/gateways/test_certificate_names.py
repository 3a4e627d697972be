"""A certificate in any script: with the fonts we ship, tagged, and to the standard for keeping."""

import io
import json
from dataclasses import replace

import pikepdf
import pytest

from elearn.gateways.documents import CERTIFICATE_WORDS, TypstDocuments
from elearn.gateways.typesetting import NoFontError, compile_template, replaced
from tests.unit.gateways.test_documents import CERTIFICATE

NAMES = (
    "Łucja Żółć-Świątek",
    "Nguyễn Thị Hồng Ánh",
    "Ștefan Țurcanu",
    "Ọláńrewájú Adébáyọ̀",
    "أحمد بن علي",
    "محمد علی خان پیرزادہ",
    "ئەحمەد ڕۆژ",
    "李小龍 王伟 鑫",
    "山田 さくら サクラ",
    "김민수",
    "משה כהן",
    "अमित शर्मा",
    "মোহাম্মদ রহমান",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "પટેલ",
    "முருகன்",
    "రామ",
    "ಕೃಷ್ಣ",
    "കൃഷ്ണൻ",
    "සුනිල්",
    "สมชาย ใจดี",
    "ສົມ",
    "សុខ",
    "အောင်",
    "ሰላም ተስፋዬ",
    "გიორგი",
    "Олена Шевченко",
    "Μαρία Γεωργίου",
    "Ծովինար",
    "Li Xiaolong (李小龍)",
)


def made_of(name: str, *, unprintable: bool = False) -> bytes:
    """The certificate with our own fonts alone, as on a machine that has none."""
    words = {
        "partnership": "Northmoor", "name": name, "agency": name, "module": "Notice it",
        "passed": "9 March 2026", "until": "9 March 2028", "content": "Version 1",
        "topics": [], "code": "NM7K-4QXR-92TD", "verify": "northmoor.example/verify/NM7K",
        "qr": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        "date": {"year": 2026, "month": 3, "day": 9}, "unprintable": unprintable,
    }  # fmt: skip
    words = CERTIFICATE_WORDS | {"lang": "en"} | words
    return compile_template("certificate.typ", words, with_system=False)


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_of_a_name_has_a_font_of_ours(name: str) -> None:
    assert made_of(name).startswith(b"%PDF")


def test_a_letter_that_we_have_no_font_for_is_told_as_it_was_written() -> None:
    with pytest.raises(NoFontError) as raised:
        made_of("Sam \ue123 \U0001f380")
    assert set(raised.value.texts) == {"\ue123", "\U0001f380"}
    words = replaced({"name": "Sam \ue123", "date": {"year": 2026}}, raised.value.texts)
    assert words == {"name": "Sam \ufffd", "date": {"year": 2026}}
    assert made_of(words["name"], unprintable=True).startswith(b"%PDF")


@pytest.mark.parametrize(
    "name", ["Amina Okafor", "أحمد بن علي", "김민수", "李小龍", "Sam \ue123 \0\x07"]
)
def test_the_file_can_be_read_aloud_and_kept_for_ever(name: str) -> None:
    made = TypstDocuments().certificate(replace(CERTIFICATE, name=name))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.StructTreeRoot.K is not None
        assert pdf.Root.StructTreeRoot.ParentTree is not None
        assert all("/StructParents" in page for page in pdf.pages)
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.S) == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes()
        assert pdf.trailer.ID is not None
        assert not pdf.is_encrypted
        assert not {"/JavaScript", "/AcroForm", "/EmbeddedFiles"} & set(pdf.Root.keys())
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        assert all(_is_whole(font) for font in fonts), json.dumps([str(one) for one in fonts])


def _is_whole(font: pikepdf.Dictionary) -> bool:
    """Embedded, and with the table that gives back its letters to whoever copies or hears them."""
    descriptor = font.DescendantFonts[0].FontDescriptor
    return "/ToUnicode" in font and bool({"/FontFile2", "/FontFile3"} & set(descriptor.keys()))
