"""The model's files: what is missing, damaged or of another version is told."""

import hashlib
import json
import shutil

import pytest

from onrecord.errors import ModelError
from onrecord.nlp import reader, runtime
from onrecord.nlp.labels import BIO, Labels, load


@pytest.fixture
def folder(tmp_path):
    """A folder that looks like a model's, with small files."""
    sums = {}
    for name in (runtime.GRAPH, runtime.PAIRS, runtime.LABELS, runtime.TOKENIZER):
        (tmp_path / name).write_text(name, encoding="utf-8")
        sums[name] = hashlib.sha256(name.encode()).hexdigest()
    described = {"name": "r", "version": "1", "licence": "open", "sha256": sums}
    (tmp_path / runtime.META).write_text(json.dumps(described), encoding="utf-8")
    return tmp_path


def test_meta_is_pairs_of_words(folder):
    """Name, version, licence and every file's hash: what the stage's fingerprint is made of."""
    found = dict(runtime.meta(folder))
    assert found["name"] == "r" and found["licence"] == "open" and len(found[runtime.GRAPH]) == 64
    assert set(map(type, found.values())) == {str}
    runtime.check(folder, found)


def test_a_missing_file_is_named(folder):
    """With what to do about it."""
    (folder / runtime.PAIRS).unlink()
    with pytest.raises(ModelError, match=r"no file .*pairs\.npz; install onrecord again"):
        runtime.load(folder)
    (folder / runtime.META).unlink()
    with pytest.raises(ModelError, match=r"no file .*meta\.json"):
        runtime.load(folder)


def test_a_damaged_file_is_refused(folder):
    """Its hash is shown beside the one expected."""
    (folder / runtime.GRAPH).write_text("something else", encoding="utf-8")
    with pytest.raises(ModelError, match=r"int8\.onnx has SHA-256 .*, expected .*install"):
        runtime.load(folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": 1, "version": 2, "licence": 3, "sha256": 4}'])
def test_a_meta_that_is_none_is_refused(folder, text):
    """Whatever it holds instead."""
    (folder / runtime.META).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="does not describe a model"):
        runtime.meta(folder)


def test_labels_of_another_version_are_refused(tmp_path):
    """Open inventories are read back; a fixed one that differs is an error, not a wrong answer."""
    labels = Labels(("NOUN", "VERB"), ("root",))
    labels.save(tmp_path / "l.json")
    assert load(tmp_path / "l.json") == labels
    changed = json.loads((tmp_path / "l.json").read_text("utf-8")) | {"bio": BIO[::-1]}
    (tmp_path / "l.json").write_text(json.dumps(changed), encoding="utf-8")
    with pytest.raises(ModelError, match="other bio"):
        load(tmp_path / "l.json")


def test_the_stage_is_made_without_a_model(monkeypatch):
    """Whoever only asks a ledger needs none; the fingerprint is another one."""
    whole = reader.reader_stage()

    def missing():
        raise ModelError("no file")

    monkeypatch.setattr(runtime, "meta", missing)
    assert reader.reader_stage().fingerprint != whole.fingerprint


@pytest.mark.model
def test_the_package_has_its_model(tmp_path):
    """The files in the package are those that its meta.json tells of; another model has another fingerprint."""
    runtime.check(runtime.FOLDER, dict(runtime.meta()))
    shutil.copy(runtime.FOLDER / runtime.META, tmp_path)
    described = json.loads((tmp_path / runtime.META).read_text("utf-8"))
    assert described["licence"] in ("all", "open")
    described["version"] += "x"
    (tmp_path / runtime.META).write_text(json.dumps(described), encoding="utf-8")
    assert runtime.meta(tmp_path) != runtime.meta() == reader.reader_stage().config
