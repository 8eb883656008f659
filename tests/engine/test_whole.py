"""A whole run: many towns from one file, refusals that stay where they belong, and what is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from pyarrow import parquet

from tests.engine import invented as dog
from uwanose.engine.columns.input_file import InputFile, open_input
from uwanose.engine.columns.output import Form
from uwanose.engine.model import Array
from uwanose.engine.naming import names_of
from uwanose.engine.plan import RulesFor
from uwanose.engine.program import Programs
from uwanose.engine.reads import TownResults
from uwanose.engine.record import SideFiles, file_hash, write_side_files
from uwanose.engine.stored import PersonsOfFiles, ResultFiles
from uwanose.engine.whole import Order, RunReport, run_business
from uwanose.errors import Finding, Refused
from uwanose.layers.effective import EffectiveRules
from uwanose.layers.model import Rank
from uwanose.points.model import Catalog, Read, ValueType

HEADER = "町村,住民コード,世帯コード,飼い主の生年月日,犬の数,大きさ,所得,生活保護\n"
ON = date(2026, 4, 1)
FILE = (
    HEADER
    + "oi,a,h1,1990-04-01,1,小型,5000000,0\n"
    + "oi,b,h2,1990-04-01,2,小型,5000000,0\n"
    + "hakone,a,h1,1990-04-01,3,小型,5000000,0\n"
    + "oi,c,h1,1990-04-01,x,小型,5000000,0\n"
    + "どこか,d,h1,1990-04-01,1,小型,5000000,0\n"
)
Rules = Mapping[str, EffectiveRules | Finding]


class Bench:
    """A folder with an input file, and a run over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalog = dog.catalog()
        self.programs = dog.programs()

    def source(self, text: str = FILE) -> InputFile:
        """Write and open the input."""
        path = self.folder / "in.csv"
        path.write_text(text, encoding="utf-8")
        names = names_of(self.catalog, "dog_levy", (), [])
        return open_input(path, names, {"oi": "oi", "hakone": "hakone", "kaisei": "kaisei"}.get)

    def run(
        self,
        rules: Rules,
        text: str = FILE,
        out: str = "out.csv",
        form: Form | None = None,
        keep: tuple[str, ...] | None = None,
    ) -> RunReport:
        """Run the towns that have rules."""

        def rules_for(town: str, on: date) -> EffectiveRules:
            found = rules[town]
            if isinstance(found, Finding):
                raise Refused([found])
            return found

        order = Order(business="dog_levy", towns=tuple(rules), on=ON, keep=keep)
        return run_business(
            self.catalog, self.programs, order, self.source(text), rules_for, self.folder / out, form=form
        )

    def lines(self, out: str = "out.csv") -> list[str]:
        """Return what a CSV file holds."""
        return (self.folder / out).read_text(encoding="utf-8-sig").splitlines()


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A fresh folder."""
    return Bench(tmp_path)


def test_each_town_is_computed_under_its_own_rules(bench: Bench) -> None:
    """大井町 3,000 yen, 箱根町 5,000 yen per dog; the rows stand in the order of the file."""
    report = bench.run(
        {"oi": dog.rules(), "hakone": dog.rules({"per_dog": 5_000}, town="hakone")}, keep=("levy",)
    )
    assert bench.lines() == [
        "resident_id,municipality,levy",
        "a,oi,3000",
        "b,oi,6000",
        "a,hakone,15000",
    ]
    assert [(town.town, town.rows, town.records, town.sums) for town in report.towns] == [
        ("oi", 2, 3, {"levy": 9_000}),
        ("hakone", 1, 1, {"levy": 15_000}),
    ]
    assert not report.failed


def test_every_item_is_kept_unless_some_are_named(bench: Bench) -> None:
    """Flags are 0 and 1."""
    bench.run({"oi": dog.rules()})
    assert bench.lines()[0] == "resident_id,municipality,exempt,base,relief,household_dogs,levy"
    assert bench.lines()[1:] == ["b,oi,0,6000,0,2,6000"]  # the household of a has lost a row


def test_rejected_rows_are_told_and_the_others_computed(bench: Bench) -> None:
    """Row, number, column, value, reason; also the row whose town is unknown."""
    report = bench.run({"oi": dog.rules(), "hakone": dog.rules(town="hakone")}, keep=("levy",))
    write_side_files(report, bench.catalog, bench.folder / "out.csv")
    assert bench.lines("out.rejects.csv") == [
        "行,番号,列,値,理由,規則,根拠",
        '5,c,犬の数 (dogs),x,"「x」は整数と読めません。320_000、320,000 または 320000 のように書いてください。"'
        ",入力列の宣言,標準パッケージ（入力列の書き方）",
        "6,,町村 (municipality),どこか,「どこか」は構成町村ではありません。,構成町村,共同事業の参加（consortium.yaml）",
    ]


def test_a_household_with_a_rejected_row_is_not_computed_where_it_matters(bench: Bench) -> None:
    """household_dogs would count one dog too few for a; levy looks at nobody else."""
    report = bench.run({"oi": dog.rules()}, keep=("household_dogs",))
    assert [line.split(",")[0] for line in bench.lines()[1:]] == ["b"]
    assert [reject.key for reject in report.towns[0].rejects] == ["a", "c"]
    bench.run({"oi": dog.rules()}, keep=("levy",))
    assert [line.split(",")[0] for line in bench.lines()[1:]] == ["a", "b"]


def test_a_town_without_its_value_is_refused_and_the_others_go_on(bench: Bench) -> None:
    """The message names the file of that town."""
    report = bench.run(
        {"oi": dog.rules({"per_dog": None}), "hakone": dog.rules(town="hakone")}, keep=("levy",)
    )
    oi, hakone = report.towns
    assert oi.refused
    assert [finding.code for finding in oi.findings] == ["E121"]
    assert hakone.rows == 1
    assert report.failed
    assert bench.lines() == ["resident_id,municipality,levy", "a,hakone,9000"]


def test_a_town_whose_rules_are_refused_never_stops_another(bench: Bench) -> None:
    """An error of its profile, or that it takes no part in the system."""
    refusal = Finding(code="L199", ja="参加していません", en="takes no part", scope="oi")
    report = bench.run({"oi": refusal, "hakone": dog.rules(town="hakone")})
    assert report.towns[0].findings == (refusal,)
    assert report.towns[0].refused
    assert report.towns[1].rows == 1


def test_a_customization_that_fails_refuses_its_town_only(bench: Bench) -> None:
    """Nothing of the town is in the results, not even its first rows."""
    source = (
        "import numpy as np\nfrom uwanose import customizes\n"
        '@customizes("K-006", "dog_levy.levy")\ndef levy(base):\n    return base / 2\n'
    )
    bench.programs = dog.programs(plugins=dog.Modules(k_006=source))
    rules = {"oi": dog.rules(layers=[dog.code("levy")]), "hakone": dog.rules(town="hakone")}
    report = bench.run(rules, keep=("levy",))
    assert [finding.code for finding in report.towns[0].findings] == ["E132"]
    assert bench.lines() == ["resident_id,municipality,levy", "a,hakone,9000"]


def test_a_defect_of_ours_is_told_and_the_other_towns_go_on(bench: Bench) -> None:
    """With the note that says where."""
    bench.programs = dog.programs(dog.FORMULAS.replace("dogs * per_dog", "dogs // (per_dog - 5_000)"))
    report = bench.run(
        {"oi": dog.rules({"per_dog": 5_000}), "hakone": dog.rules(town="hakone")}, keep=("base",)
    )
    (finding,) = report.towns[0].findings
    assert finding.code == "E199"
    assert "while calculating base" in finding.en
    assert not report.towns[1].refused


def test_when_every_town_is_refused_nothing_is_written(bench: Bench) -> None:
    """An earlier result stays as it was."""
    (bench.folder / "out.csv").write_text("old")
    report = bench.run({"oi": dog.rules({"per_dog": None})})
    assert report.failed
    assert (bench.folder / "out.csv").read_text() == "old"
    assert sorted(path.name for path in bench.folder.iterdir()) == ["in.csv", "out.csv"]


def test_what_depends_on_a_stopped_value_is_left_out_and_the_rest_computed(bench: Bench) -> None:
    """Stop until decided: empty cells for this town, and both findings."""
    stop = Finding(code="R122", ja="下が変わりました", en="the base has changed", scope="oi")
    rules = {
        "oi": dog.rules(stopped={"dog_levy.relief_table": stop}),
        "hakone": dog.rules(town="hakone"),
    }
    report = bench.run(rules, keep=("base", "levy"))
    assert bench.lines()[1:] == ["a,oi,3000,", "b,oi,6000,", "a,hakone,9000,9000"]
    assert [finding.code for finding in report.towns[0].findings] == ["R122", "E123"]
    assert not report.towns[0].refused
    assert report.failed
    bench.run(rules, out="out.parquet", keep=("base", "levy"))
    assert parquet.read_table(bench.folder / "out.parquet").column("levy").to_pylist() == [None, None, 9_000]


def test_towns_that_are_not_in_the_file_or_not_asked_for_are_told(bench: Bench) -> None:
    """A warning, and a note."""
    report = bench.run({"oi": dog.rules(), "kaisei": dog.rules(town="kaisei")})
    assert [finding.code for finding in report.towns[1].findings] == ["I112"]
    assert [finding.code for finding in report.findings] == ["I113"]
    assert "hakone" in report.findings[0].ja
    assert not report.failed


def test_several_towns_need_a_column_that_tells_them_apart(bench: Bench) -> None:
    """Otherwise every row would be everybody's."""
    text = "\n".join(line.partition(",")[2] for line in FILE.splitlines())
    with pytest.raises(Refused) as caught:
        bench.run({"oi": dog.rules(), "hakone": dog.rules(town="hakone")}, text)
    assert caught.value.findings[0].code == "I111"
    assert bench.run({"oi": dog.rules()}, text).towns[0].records == 5


def test_a_town_nobody_is_in_has_results_without_rows(bench: Bench) -> None:
    """A header alone is no mistake; every row rejected is none either."""
    alone = HEADER.partition(",")[2]
    assert not bench.run({"oi": dog.rules()}, alone, keep=("levy",)).failed
    assert bench.lines() == ["resident_id,municipality,levy"]
    report = bench.run({"oi": dog.rules()}, alone + "a,h1,1990-04-01,x,小型,5000000,0\n", keep=("levy",))
    assert bench.lines() == ["resident_id,municipality,levy"]
    assert len(report.rejects) == 1


def test_a_year_and_a_day_for_each_row_are_not_mixed(bench: Bench) -> None:
    """A mistake of the caller, not of the user."""
    order = Order(business="dog_levy", towns=("oi",))
    with pytest.raises(ValueError, match="legal date"):
        run_business(
            bench.catalog,
            bench.programs,
            order,
            bench.source(),
            lambda town, on: dog.rules(),
            bench.folder / "o.csv",
        )


def test_results_never_overwrite_their_input(bench: Bench) -> None:
    """One slip of the keyboard, and a town's data would be gone."""
    with pytest.raises(Refused) as caught:
        bench.run({"oi": dog.rules()}, out="in.csv")
    assert caught.value.findings[0].code == "I115"
    assert (bench.folder / "in.csv").read_text(encoding="utf-8") == FILE


def test_results_may_be_headed_in_japanese_and_encoded_for_excel(bench: Bench) -> None:
    """Labels instead of identifiers; CP932 on request."""
    bench.run({"oi": dog.rules()}, form=Form(japanese=True, encoding="cp932"), keep=("levy",))
    assert (bench.folder / "out.csv").read_bytes().decode("cp932").splitlines()[
        0
    ] == "住民コード,町村,項目levy"


def test_a_letter_that_the_encoding_lacks_is_refused_not_replaced(bench: Bench) -> None:
    """𠮷 is not in CP932; no file is left behind."""
    with pytest.raises(Refused) as caught:
        bench.run(
            {"oi": dog.rules()}, FILE.replace("oi,a,", "oi,𠮷,"), form=Form(encoding="cp932"), keep=("levy",)
        )
    assert caught.value.findings[0].code == "I110"
    assert sorted(path.name for path in bench.folder.iterdir()) == ["in.csv"]


def test_an_output_of_an_unknown_kind_is_refused(bench: Bench) -> None:
    """.csv and .parquet are known."""
    with pytest.raises(Refused) as caught:
        bench.run({"oi": dog.rules()}, out="out.xlsx")
    assert caught.value.findings[0].code == "I109"


def test_the_record_says_which_rules_made_the_results(bench: Bench) -> None:
    """Hashes, counts, sums, customizations, assumed and unverified values; no clock time."""
    assumed = dog.origin("per_dog", 3_000, layer=Rank.ASSUMPTION)
    report = bench.run(
        {"oi": dog.rules({"per_dog": assumed}), "hakone": dog.rules({"per_dog": None}, town="hakone")}
    )
    out = bench.folder / "out.csv"
    hashed = {"in.csv": file_hash(bench.folder / "in.csv")}
    write_side_files(report, bench.catalog, out, hashed)
    record = json.loads(SideFiles(out).record.read_text(encoding="utf-8"))
    assert record["business"] == "dog_levy"
    assert record["legal_date"] == "2026-04-01"
    assert record["catalog_sha256"] == "catalog"
    assert record["inputs"] == hashed
    oi, hakone = record["towns"]
    assert (oi["records"], oi["rows"], oi["rejected"]) == (3, 1, 2)
    assert oi["rules"][0]["rules_sha256"] == report.towns[0].spans[0][0].rules.sha256
    assert oi["rules"][0]["assumed"] == ["dog_levy.per_dog"]
    table = bench.run(
        {"oi": dog.rules({"per_dog": assumed})}, out="out.parquet"
    )  # the file of results itself, too
    told = parquet.ParquetFile(bench.folder / "out.parquet").metadata.metadata
    assert (table.failed, told[b"uwanose.assumed"]) == (False, b"oi:dog_levy.per_dog")
    assert oi["rules"][0]["values"] == {"verified": 3, "single_source": 0, "unverified": 0, "assumed": 1}
    assert hakone["refused"]
    assert hakone["findings"][0]["code"] == "E121"
    again = SideFiles(out).record.read_bytes()
    write_side_files(
        bench.run(
            {"oi": dog.rules({"per_dog": assumed}), "hakone": dog.rules({"per_dog": None}, town="hakone")}
        ),
        bench.catalog,
        out,
        hashed,
    )
    assert SideFiles(out).record.read_bytes() == again


def test_lists_left_from_an_earlier_run_are_removed(bench: Bench) -> None:
    """Rejects of yesterday beside results of today would mislead."""
    out = bench.folder / "out.csv"
    write_side_files(bench.run({"oi": dog.rules()}), bench.catalog, out)
    assert SideFiles(out).rejects.exists()
    good = HEADER + "oi,a,h1,1990-04-01,1,小型,5000000,0\n"
    write_side_files(bench.run({"oi": dog.rules()}, good), bench.catalog, out)
    assert not SideFiles(out).rejects.exists()


def test_notes_and_extra_fields_of_customizations_stand_beside_the_results(bench: Bench) -> None:
    """One line each, with the town, the number and the customization."""
    source = (
        "import numpy as np\nfrom uwanose import customizes, RecordFinding\n"
        '@customizes("K-006", "dog_levy.record_findings")\n'
        'def record_findings(dogs):\n    return RecordFinding(dogs > 1, "2頭以上です", "two or more")\n'
        '@customizes("K-006", "dog_levy.extra_fields")\n'
        'def extra_fields(dogs):\n    return {"k_006_twice": dogs * 2}\n'
    )
    bench.programs = dog.programs(plugins=dog.Modules(k_006=source))
    layers = [dog.code("record_findings", mode="collect"), dog.code("extra_fields", mode="collect")]
    report = bench.run({"oi": dog.rules(layers=layers), "hakone": dog.rules(town="hakone")}, keep=("levy",))
    write_side_files(report, bench.catalog, bench.folder / "out.csv")
    assert bench.lines("out.notes.csv") == ["町村,行,番号,カスタマイズ,内容", "oi,3,b,K-006,2頭以上です"]
    assert bench.lines("out.extras.csv") == [
        "町村,番号,項目,値",
        "oi,a,k_006_twice,2",
        "oi,b,k_006_twice,4",
    ]


def test_parquet_carries_the_hashes_of_its_rules(bench: Bench) -> None:
    """Even when the record beside it is lost."""
    rules = dog.rules()
    bench.run({"oi": rules}, out="out.parquet", keep=("exempt", "levy"))
    table = parquet.read_table(bench.folder / "out.parquet")
    assert table.to_pydict() == {
        "resident_id": ["a", "b"],
        "municipality": ["oi", "oi"],
        "exempt": [0, 0],
        "levy": [3_000, 6_000],
    }
    metadata = parquet.read_schema(bench.folder / "out.parquet").metadata or {}
    metadata |= parquet.ParquetFile(bench.folder / "out.parquet").metadata.metadata
    assert metadata[b"uwanose.rules_sha256"].decode() == f"oi:{rules.sha256}"
    assert metadata[b"uwanose.business"] == b"dog_levy"


DATED = replace(dog.BUSINESS, clock="date", clock_column="keeper_birth")


def dated_run(folder: Path, text: str, rules_for: RulesFor, keep: tuple[str, ...]) -> RunReport:
    """Run a business whose rows have their own day."""
    catalog = dog.catalog(business=DATED)
    (folder / "in.csv").write_text(text, encoding="utf-8")
    source = open_input(folder / "in.csv", names_of(catalog, "dog_levy", (), []), {"oi": "oi"}.get)

    order = Order(business="dog_levy", towns=("oi",), keep=keep)
    return run_business(catalog, dog.programs(declared=catalog), order, source, rules_for, folder / "out.csv")


def since(rules: dict[date, EffectiveRules]) -> RulesFor:
    """Return the rules by the day from which they hold."""
    return lambda town, on: rules[max(day for day in rules if day <= on)]


def test_rows_with_a_day_of_their_own_are_also_added_up_by_month(tmp_path: Path) -> None:
    """What a town claims month by month: the computed rows only, across a change of rules."""
    days = ("2026-04-01", "2026-03-31", "2026-04-30", "x")
    text = HEADER + "".join(f"oi,{index},h{index},{day},1,小型,9000000,0\n" for index, day in enumerate(days))
    rules = {date(2020, 1, 1): dog.rules(), date(2026, 4, 1): dog.rules({"per_dog": 4_000})}
    catalog = dog.catalog(business=DATED)
    report = dated_run(tmp_path, text, since(rules), ("base", "exempt"))
    sides = write_side_files(report, catalog, tmp_path / "out.csv")
    labels = ",".join(column.label_ja for column in report.columns)
    written = sides.monthly.read_text(encoding="utf-8-sig").splitlines()
    assert written[0] == f"町村,年月,行数,{labels}"
    assert [column.name for column in report.columns] == ["exempt", "base"]
    assert written[1:] == ["oi,2026-03,1,0,3000", "oi,2026-04,2,0,8000"]


def test_a_business_by_year_has_no_sums_by_month(bench: Bench) -> None:
    """A list left over from an earlier run is removed."""
    (bench.folder / "out.monthly.csv").write_text("old", encoding="utf-8")
    report = bench.run({"oi": dog.rules()})
    write_side_files(report, bench.catalog, bench.folder / "out.csv")
    assert not (bench.folder / "out.monthly.csv").exists()


def test_rows_are_split_where_the_rules_change_and_put_together_again(tmp_path: Path) -> None:
    """3,000 yen until 31 March 2026, 4,000 from 1 April."""
    days = ("2026-04-01", "2026-03-31", "2026-05-05", "2025-04-01")
    text = HEADER + "".join(f"oi,{index},h{index},{day},1,小型,9000000,0\n" for index, day in enumerate(days))
    rules = {date(2020, 1, 1): dog.rules(), date(2026, 4, 1): dog.rules({"per_dog": 4_000})}
    report = dated_run(tmp_path, text, since(rules), ("base",))
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()[1:] == [
        "0,oi,4000", "1,oi,3000", "2,oi,4000", "3,oi,3000",
    ]  # fmt: skip
    assert [(span.days, rows) for span, rows in report.towns[0].spans] == [
        ((date(2025, 4, 1), date(2026, 3, 31)), 2),
        ((date(2026, 4, 1), date(2026, 5, 5)), 2),
    ]


def test_a_day_without_rules_rejects_its_rows_not_the_others(tmp_path: Path) -> None:
    """A bill dated before the first value, or with a slip in its year."""
    text = HEADER + "oi,a,h1,1926-04-01,1,小型,9000000,0\noi,b,h2,2026-04-01,1,小型,9000000,0\n"
    rules = {date(1900, 1, 1): dog.rules({"per_dog": None}), date(2020, 1, 1): dog.rules()}
    report = dated_run(tmp_path, text, since(rules), ("base",))
    (town,) = report.towns
    assert not town.refused
    assert town.rows == 1
    assert [reject.key for reject in town.rejects] == ["a"]
    assert "この日の規則では計算できません" in town.rejects[0].reason.ja
    assert (town.rejects[0].column, town.rejects[0].value) == (
        "飼い主の生年月日 (keeper_birth)",
        "1926-04-01",
    )
    assert report.failed


def test_a_day_on_which_the_town_takes_no_part_rejects_its_rows_only(tmp_path: Path) -> None:
    """The rules of a day may be refused altogether."""
    refusal = Finding(code="U106", ja="参加していません", en="takes no part", scope="oi")
    text = HEADER + "oi,a,h1,1990-04-01,1,小型,9000000,0\noi,b,h2,2026-04-01,1,小型,9000000,0\n"

    def rules_for(town: str, on: date) -> EffectiveRules:
        if on < date(2011, 10, 1):
            raise Refused([refusal])
        return dog.rules(town=town)

    (town,) = dated_run(tmp_path, text, rules_for, ("base",)).towns
    assert not town.refused
    assert [reject.key for reject in town.rejects] == ["a"]
    assert town.findings == (refusal,)
    assert town.sums == {"base": 3_000}
    before = text.replace("2026-04-01", "1991-04-01")
    assert dated_run(tmp_path, before, rules_for, ("base",)).towns[0].refused


class Stored:
    """Results at hand: (business, year, town) → results."""

    def __init__(self, **results: TownResults) -> None:
        self._results = results

    def results(self, business: str, year: int, municipality: str) -> TownResults | None:
        """Return what is there."""
        return self._results.get(f"{business}_{year}_{municipality}")


READING = replace(
    dog.BUSINESS,
    id="kennel",
    reads=(Read(name="owner_levy", item="levy", business="dog_levy", year="previous", key="owner_id"),),
)
KENNEL = (
    "from uwanose.engine.formulas import formula\n@formula()\ndef fee(owner_levy):\n"
    '    """Kennel fee."""\n    return owner_levy // 2\n'
)


def kennel() -> tuple[Catalog, Programs]:
    """Return a catalog with a second business that reads the dog levy, and its programs."""
    one = dog.catalog()
    inputs = [
        replace(dog.column(name, ValueType.TEXT, name), business="kennel")
        for name in ("resident_id", "household_id", "municipality", "owner_id")
    ]
    fee = replace(dog.item("fee"), id="kennel.fee", business="kennel")
    catalog = replace(
        one,
        businesses={**one.businesses, "kennel": READING},
        items={**one.items, "kennel.fee": fee},
        inputs={**one.inputs, "kennel": {entry.name: entry for entry in inputs}},
    )
    modules = {
        "dog_levy": [dog.module(dog.FORMULAS)],
        "kennel": [dog.module(KENNEL, "uwanose.business.kennel.fees")],
    }
    return catalog, Programs(catalog, None, modules)


def run_kennel(folder: Path, text: str, stored: Stored | ResultFiles | None) -> RunReport:
    """Run the second business."""
    catalog, programs = kennel()
    (folder / "kennel.csv").write_text(text, encoding="utf-8")
    source = open_input(folder / "kennel.csv", names_of(catalog, "kennel", (), []), {"oi": "oi"}.get)
    order = Order(business="kennel", towns=("oi",), on=date(2027, 4, 1))
    return run_business(
        catalog,
        programs,
        order,
        source,
        lambda town, on: dog.rules(on=on),
        folder / "fees.csv",
        stored=stored,
    )


ROWS = "resident_id,household_id,municipality,owner_id\nx,h,oi,a\ny,h,oi,b\nz,h,oi,nobody\n"


def test_reads_are_filled_from_stored_results_of_the_right_year(tmp_path: Path) -> None:
    """Year 2027 reads the year before; who is not found is rejected, never zero."""
    report = run_kennel(
        tmp_path,
        ROWS,
        Stored(
            dog_levy_2026_oi=TownResults(
                np.array(["a", "b"], dtype=object), {"levy": dog.numbers(3_000, 6_000)}
            )
        ),
    )
    assert (tmp_path / "fees.csv").read_text(encoding="utf-8-sig").splitlines()[1:] == [
        "x,oi,1500",
        "y,oi,3000",
    ]
    assert [(reject.key, reject.value) for reject in report.towns[0].rejects] == [("z", "nobody")]
    assert "2026年度" in report.towns[0].rejects[0].reason.ja


def test_a_year_nobody_has_computed_is_told(tmp_path: Path) -> None:
    """With the command that computes it."""
    report = run_kennel(tmp_path, ROWS, None)
    (finding,) = report.towns[0].findings
    assert finding.code == "E134"
    assert "uwanose run dog_levy --year 2026" in finding.remedy_ja
    assert report.failed


def test_a_read_may_be_given_as_a_column(tmp_path: Path) -> None:
    """Then nothing is looked up."""
    report = run_kennel(
        tmp_path,
        ROWS.replace("owner_id\n", "owner_id,owner_levy\n")
        .replace("a\n", 'a,"1,000"\n')
        .replace(",b\n", ",b,10\n")
        .replace("nobody\n", "nobody,20\n"),
        None,
    )
    assert report.towns[0].sums == {"fee": 515}


@pytest.mark.parametrize("out", ["levies.csv", "levies.parquet"])
@pytest.mark.parametrize("form", [Form(), Form(japanese=True)])
def test_results_that_were_written_are_found_again(bench: Bench, out: str, form: Form) -> None:
    """CSV and Parquet, headed either way; found by business and year through the record beside them."""
    report = bench.run({"oi": dog.rules(), "hakone": dog.rules(town="hakone")}, out=out, form=form)
    write_side_files(report, bench.catalog, bench.folder / out)
    stored = ResultFiles([bench.folder / out], kennel()[0], "kennel")
    again = run_kennel(bench.folder, ROWS, stored)
    assert again.towns[0].sums == {"fee": 3_000}  # only b: the household of a has lost a row
    assert stored.results("dog_levy", 2025, "oi") is None
    assert stored.results("dog_levy", 2026, "kaisei") is None


@pytest.mark.parametrize("out", ["levies.csv", "levies.parquet"])
def test_the_people_of_a_file_are_read_once_until_it_is_written_again(bench: Bench, out: str) -> None:
    """The next business that reads the same file gets the very same keys; a file written anew is read anew."""
    path, persons = bench.folder / out, PersonsOfFiles()

    def kept() -> Array:
        results = ResultFiles([path], kennel()[0], "kennel", persons).results("dog_levy", 2026, "oi")
        assert results is not None
        return results.keys

    report = bench.run({"oi": dog.rules(), "hakone": dog.rules(town="hakone")}, out=out)
    write_side_files(report, bench.catalog, path)
    first = kept()
    assert kept() is first
    moved = FILE.replace("oi,b,h2", "oi,e,h2")
    report = bench.run({"oi": dog.rules(), "hakone": dog.rules(town="hakone")}, moved, out=out)
    write_side_files(report, bench.catalog, path)
    assert (first.tolist(), kept().tolist()) == (["b"], ["e"])


def test_results_without_their_record_are_refused(tmp_path: Path) -> None:
    """Nobody knows of which year they are."""
    (tmp_path / "levies.csv").write_text("resident_id,levy\n")
    with pytest.raises(Refused) as caught:
        ResultFiles([tmp_path / "levies.csv"], dog.catalog(), "kennel")
    assert caught.value.findings[0].code == "I114"
