"""The model, its losses and its export; they need torch, which the package itself does not."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest

torch = pytest.importorskip("torch")
np = pytest.importorskip("numpy")
pytest.importorskip("safetensors")
tokenizers = pytest.importorskip("tokenizers")

from train.batches import collate, inputs, span_head  # noqa: E402
from train.corpora.example import (  # noqa: E402
    Act,
    Argument,
    Credit,
    Example,
    Fact,
    Facts,
    Frame,
    Mention,
    Names,
    NameSpan,
    Syntax,
    joined,
)
from train.encoder import Encoder, Shape  # noqa: E402
from train.fused import FusedReader  # noqa: E402
from train.labels import IGNORE, collect  # noqa: E402
from train.losses import losses, names_loss, total  # noqa: E402
from train.model import OUTPUTS, Reader  # noqa: E402
from train.reading import lined, read  # noqa: E402
from train.torchrunner import load, reading_model, save, torch_runner  # noqa: E402
from train.train import Config, Run, epoch_batches, parse, scale  # noqa: E402
from train.weights import granite_state, kept_layers, minilm_state, read_pack  # noqa: E402
from train.windows import cut  # noqa: E402

from onrecord.nlp import labels as inventories  # noqa: E402
from onrecord.nlp.pieces import Pieces  # noqa: E402
from onrecord.nlp.windows import chains  # noqa: E402
from train import scoring  # noqa: E402

WORDS = "[PAD] [CLS] [SEP] [UNK] ann orr said it rained lume was wet . she".split()
SMALL = Shape(len(WORDS), positions=64, hidden=24, layers=1, heads=2, inner=48, pad=0)


def tokenizer():
    """Whole words only."""
    model = tokenizers.models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]")
    made = tokenizers.Tokenizer(model)
    made.normalizer = tokenizers.normalizers.Lowercase()
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    return made


def sample() -> Example:
    """Two sentences with every layer."""
    text, tokens = joined("Ann Orr said it rained . Lume was wet .".split())
    upos = ("PROPN", "PROPN", "VERB", "PRON", "VERB", "PUNCT", "PROPN", "AUX", "ADJ", "PUNCT")
    deprels = ("nsubj", "flat", "root", "expl", "ccomp", "punct", "nsubj", "cop", "root", "punct")
    return Example(
        "s",
        "made",
        text,
        tokens,
        ((0, 6), (6, 10)),
        Syntax(upos, ("",) * 10, (2, 0, -1, 4, 2, 2, 8, 8, -1, 8), deprels),
        Names((NameSpan(0, 2, frozenset({"PER"})), NameSpan(6, 7, frozenset({"LOC", "GPE"})))),
        (Credit(frozenset({0, 1}), frozenset({2}), frozenset({3, 4})),),
        Facts((Fact(4, 3.0), Fact(8, -1.0)), True),
        (Frame(2, "say.01", (Argument(0, 2, "ARG0"), Argument(3, 5, "ARG1"))),),
        (Mention(0, 2, "1", "person"), Mention(6, 7, "2", "place")),
        (Act(2, "ACCUSE", "reported", (0,), (6,)), Act(4, "none", "possible")),
    )


def made(seed: int = 0):
    """A small reader with its pieces and labels."""
    torch.manual_seed(seed)
    labels = collect([sample()] * 3)
    return Reader(Encoder(SMALL), labels), Pieces(tokenizer(), False), labels


def test_the_pass_gives_every_output():
    """Each head has a row a word; arcs have a column a word too."""
    reader, pieces, labels = made()
    batch = collate(list(cut(sample(), pieces.length, 40, labels)), pieces)
    out = dict(zip(OUTPUTS, reader(batch.ids, batch.first, batch.last), strict=True))
    assert all(value.shape[:2] == (1, 10) for value in out.values())
    assert out["arcs"].shape == (1, 10, 10) and out["tags"].shape[-1] == len(labels.tags)


def test_missing_layers_teach_nothing():
    """A corpus without a layer gives no loss for it, and one with all layers gives all."""
    reader, pieces, labels = made()
    everything = losses(reader, collate(list(cut(sample(), pieces.length, 40, labels)), pieces))
    assert len(everything) == 16 and bool(torch.isfinite(total(everything)))
    bare = replace(
        sample(), sentences=None, syntax=None, credits=None, facts=None, frames=None, mentions=None, acts=None
    )
    assert set(losses(reader, collate(list(cut(bare, pieces.length, 40, labels)), pieces))) == {"names"}


def test_names_loss_is_zero_when_all_labels_are_allowed():
    """Only what is forbidden costs anything."""
    scores = torch.randn(1, 2, 19)
    everything = torch.full((1, 2), 2**19 - 1)
    assert float(names_loss(scores, everything)) == pytest.approx(0, abs=1e-5)
    assert float(names_loss(scores, torch.ones(1, 2, dtype=torch.long))) > 0
    assert names_loss(scores, torch.zeros(1, 2, dtype=torch.long)) is None


def test_labels_of_pair_heads():
    """Rows start at cues, predicates and mentions; roles and antecedents sit on head words."""
    _, pieces, labels = made()
    (window,) = cut(sample(), pieces.length, 40, labels)
    batch = collate([window], pieces)
    assert batch.credit_rows.tolist() == [[0, 2]]
    assert batch.credit_labels.tolist() == [[1, 1, 0, 2, 2, 0, 0, 0, 0, 0]]
    assert [i for i, label in enumerate(batch.role_labels[0].tolist()) if label] == [0, 4]
    assert batch.antecedent_rows.tolist() == [[0, 0], [0, 6]]
    assert batch.antecedent_labels[0].tolist() == [IGNORE] * 10
    assert span_head(window, 3, 5) == 4


def test_a_small_reader_learns_its_sample():
    """After some steps on one example everything in it is read back: names, arcs, tags, sentences, attribution."""
    reader, pieces, labels = made()
    batch = collate(list(cut(sample(), pieces.length, 40, labels)), pieces)
    optimiser = torch.optim.Adam(reader.parameters(), 3e-3)
    for _ in range(150):
        optimiser.zero_grad()
        total(losses(reader, batch)).backward()
        optimiser.step()
    example = sample()
    readings = read([example.text], reading_model(reader, pieces, labels))
    pairs = [(example, readings[0])]
    assert scoring.syntax(pairs)["LAS"] == 100 and scoring.syntax(pairs)["sentences"] == 100
    assert scoring.names(pairs)["PER+LOC+ORG"] == 100
    assert scoring.attribution(pairs)["with source"] == 100
    assert readings[0].upos == list(example.syntax.upos)


def test_readings_do_not_depend_on_company():
    """A text is read alike alone and among others, and an empty text gives nothing."""
    model = reading_model(*made())
    texts = ["Ann said it rained.", "", "Lume was wet. " * 40, " \n\t"]
    together = read(texts, model)
    assert [read([text], model)[0].heads for text in texts] == [r.heads for r in together]
    assert together[1].tokens == [] and together[3].sentences == []
    assert all(a < b for r in together for a, b in r.sentences)


def test_windows_of_a_text_cover_it():
    """Long texts are read in overlapping windows that reach from the first word to the last."""
    model = replace(reading_model(*made()), longest=20)
    words = ("Lume was wet . She said it rained . " * 12).split()
    text, _ = joined(words)
    (places,) = chains(lined(text), model.pieces.length, model.longest)
    assert places[0][0] == 0 and places[-1][1] == len(words)
    assert all(b[0] < a[1] and a[0] < b[0] for a, b in pairwise(places))
    assert len(read([text], model)[0].heads) == len(words)


def test_a_model_folder_is_read_back(tmp_path):
    """Weights, labels and vocabulary survive saving."""
    reader, pieces, labels = made()
    save(tmp_path, reader, tokenizer(), labels)
    again, _, same = load(tmp_path)
    assert same == labels and inventories.load(tmp_path / "labels.json") == labels
    batch = collate(list(cut(sample(), pieces.length, 40, labels)), pieces)
    first = reader.eval()(batch.ids, batch.first, batch.last)[0]
    assert torch.equal(first, again(batch.ids, batch.first, batch.last)[0])


def test_epochs_are_the_same_every_time():
    """Batches depend on seed and epoch only, and every window comes once where the corpus is not repeated."""
    _, pieces, labels = made()
    windows = [w for _ in range(30) for w in cut(sample(), pieces.length, 12, labels)]
    config = Config("", "", "", ("names",), batch=40)
    corpora, sizes = [w.corpus for w in windows], [len(w.words) for w in windows]
    first, again, second = (epoch_batches(corpora, sizes, config, epoch) for epoch in (1, 1, 2))
    assert first == again != second
    assert sorted(i for batch in first for i in batch) == list(range(len(windows)))
    assert all(max(sizes[i] for i in batch) * len(batch) <= config.batch for batch in first)
    assert scale(0, 100, 0.1) == 0.1 and scale(9, 100, 0.1) == 1.0 and scale(100, 100, 0.1) == 0.0
    assert parse("--data d --start s --out o --layers names,syntax --cases 1".split()).cases == 6


def test_a_pack_is_dequantised():
    """Values times the scale of their group, in the container's order; other files are refused."""
    import json
    import struct

    tensor = struct.pack("<4b2f", 1, -2, 3, 4, 0.5, 2.0)
    entry = {"name": "word_emb", "dtype": "i8", "shape": [2, 2], "len": len(tensor), "group": 2}
    header = json.dumps({"tokenizer_len": 2, "tensors": [entry]}).encode()
    found = read_pack(b"HMSEMB01" + struct.pack("<Q", len(header)) + header + b"{}" + tensor)
    assert found[1] == b"{}" and found[2]["word_emb"].tolist() == [[0.5, -1.0], [6.0, 8.0]]
    with pytest.raises(ValueError, match="HMSEMB01"):
        read_pack(b"something else")


def test_foreign_weights_get_our_names():
    """Both packages' tensors fill the encoder completely."""
    size, inner = 24, 48
    one = {"w": (size,), "b": (size,)}
    shapes = {"qkv.w": (3 * size, size), "qkv.b": (3 * size,), "ao.w": (size, size), "ao.b": (size,)}
    shapes |= {f"{part}.{k}": v for part in ("aln", "fln") for k, v in one.items()}
    shapes |= {"f1.w": (inner, size), "f1.b": (inner,), "f2.w": (size, inner), "f2.b": (size,)}
    tensors = {f"l0.{name}": np.zeros(shape, np.float32) for name, shape in shapes.items()}
    tensors |= {"word_emb": np.zeros((14, size), np.float32), "pos_emb": np.zeros((66, size), np.float32)}
    tensors |= {"type_emb": np.zeros((2, size)), "emb_ln.w": np.zeros(size), "emb_ln.b": np.zeros(size)}
    Encoder(SMALL).load_state_dict(granite_state(tensors))
    bert = {"embeddings.word_embeddings.weight": (14, size), "embeddings.position_embeddings.weight": (64, size)}
    bert |= {"embeddings.token_type_embeddings.weight": (2, size), "embeddings.LayerNorm.weight": (size,)}
    bert |= {"embeddings.LayerNorm.bias": (size,)}
    for name, shape in {
        "attention.self.query": (size, size),
        "attention.self.key": (size, size),
        "attention.self.value": (size, size),
        "attention.output.dense": (size, size),
        "attention.output.LayerNorm": (size,),
        "intermediate.dense": (inner, size),
        "output.dense": (size, inner),
        "output.LayerNorm": (size,),
    }.items():
        bert |= {f"encoder.layer.0.{name}.weight": shape, f"encoder.layer.0.{name}.bias": shape[:1]}
    Encoder(SMALL).load_state_dict(minilm_state({k: torch.zeros(v) for k, v in bert.items()}))


@pytest.mark.slow
def test_smoothing_changes_nothing_but_sizes():
    """A smoothed reader gives the same scores, and the original is left alone."""
    pytest.importorskip("onnxruntime")
    from train.export import smooth

    reader, pieces, labels = made()
    batch = collate(list(cut(sample(), pieces.length, 40, labels)), pieces)
    with torch.inference_mode():
        before = reader.eval()(batch.ids, batch.first, batch.last)
        fused = FusedReader(reader)
        model = replace(reading_model(reader, pieces, labels), runner=torch_runner(fused, pieces))
        even = smooth(fused, model, ["Ann Orr said it rained."])
        after = even(batch.ids, batch.first, batch.last)
    assert all(torch.allclose(a, b, atol=1e-4) for a, b in zip(before, after, strict=True))
    assert not isinstance(fused.heads, type(even.heads)) and "inverse" in dict(even.heads.named_parameters())


def test_layers_can_be_left_out():
    """Kept layers are renumbered; everything else is taken over."""
    state = {"norm.bias": 0, "blocks.0.up.bias": 1, "blocks.1.up.bias": 2, "blocks.2.up.bias": 3}
    assert kept_layers(state, (0, 2)) == {"norm.bias": 0, "blocks.0.up.bias": 1, "blocks.1.up.bias": 3}


@pytest.mark.slow
def test_export_gives_the_same_readings(tmp_path):
    """fp32 ONNX reads as torch does; int8 is smaller and close."""
    pytest.importorskip("onnxruntime")
    pytest.importorskip("onnx")
    from train.export import export, onnx_model
    from train.torchrunner import pairs_of

    reader, pieces, labels = made()
    text = "Ann Orr said it rained. Lume was wet."
    export(reader.eval(), pieces, labels, [text], tmp_path)
    ours = read([text], reading_model(reader, pieces, labels))[0]
    theirs = read([text], onnx_model(tmp_path / "reader.onnx", pieces, labels, pairs_of(reader), 64))[0]
    assert (ours.heads, ours.names, ours.upos) == (theirs.heads, theirs.names, theirs.upos)
    small = read([text], onnx_model(tmp_path / "reader.int8.onnx", pieces, labels, pairs_of(reader), 64))[0]
    assert np.allclose(small.values, ours.values, atol=0.3)


def test_an_exported_reader_can_be_trained_on_from(tmp_path):
    """Thawing undoes smoothing, fusing and int8, but for what int8 has rounded away."""
    pytest.importorskip("onnxruntime")
    pytest.importorskip("onnx")
    from train.export import export
    from train.thaw import thaw

    reader, pieces, labels = made()
    export(reader.eval(), pieces, labels, ["Ann Orr said it rained. Lume was wet."], tmp_path)
    again = thaw(tmp_path, SMALL.hidden // SMALL.heads).eval()
    batch = collate(list(cut(sample(), pieces.length, 40, labels)), pieces)
    with torch.inference_mode():
        pairs = zip(OUTPUTS, *(r(batch.ids, batch.first, batch.last) for r in (reader, again)), strict=True)
        alike = {name: float(np.corrcoef(ours.flatten(), theirs.flatten())[0, 1]) for name, ours, theirs in pairs}
    assert min(alike.values()) > 0.7, alike


def test_a_mean_lies_between_and_settles_its_heads(tmp_path):
    """Shared weights are mixed, heads of acts taken over, and only those move when they are settled."""
    from train import mixing

    for seed in (0, 1):
        save(tmp_path / str(seed), made(seed)[0], tokenizer(), made()[2])
    reader = mixing.mean(tmp_path / "0", tmp_path / "1", 0.25)
    one, other = (load(tmp_path / name)[0].state_dict() for name in "01")
    mixed = {name: value.clone() for name, value in reader.state_dict().items()}
    assert torch.allclose(mixed["tags.weight"], 0.75 * one["tags.weight"] + 0.25 * other["tags.weight"])
    assert torch.equal(mixed["act.out.weight"], other["act.out.weight"])
    corpora = [replace(c, train=lambda data: [sample()] * 4) for c in mixing.CORPORA if c.layers == ("acts",)]
    mixing.CORPORA, before = tuple(corpora), mixing.CORPORA
    try:
        rows = list(mixing.settle(reader, tmp_path / "1", tmp_path, 6))
    finally:
        mixing.CORPORA = before
    assert rows[-1][0] < rows[0][0]
    moved = {name for name, value in reader.state_dict().items() if not torch.equal(value, mixed[name])}
    assert moved and all(name.startswith(("acts.", "act.")) for name in moved)


def test_batches_are_the_same_whoever_makes_them(tmp_path):
    """Processes beside the training give the batches that it would make itself."""
    start, data = start_and_data(tmp_path)
    options = f"--data {data} --start {start} --layers names --longest 20 --batch 4 --out {tmp_path / 'run'}"
    run = Run(parse(options.split()))
    alone = [batch.ids for batch in run._ready()]
    run.config = replace(run.config, workers=1)
    assert all(torch.equal(a, b.ids) for a, b in zip(alone, run._ready(), strict=True)) and len(alone) == run.steps


def test_answers_follow_the_contract():
    """Token runs become stretches of text; a strong denial is certain and negative; every span lies in the text."""
    pytest.importorskip("onnxruntime")
    from train.answer import contract, runs

    assert runs([3, 0, 1], [(0, 3), (4, 7), (8, 9), (10, 12)]) == [[0, 7], [10, 12]]
    text = "Ann Orr said it rained. 😀 Lume was wet."
    model = reading_model(*made())
    reading = read([text], model)[0]
    reading.events, reading.values = [0.9] * len(reading.tokens), [-2.9] * len(reading.tokens)
    answer = contract("a", text, reading)
    assert answer["events"][0] == {"trigger": [0, 3], "certainty": "certain", "polarity": "negative"}
    assert "".join(text[t["start"] : t["end"]] for t in answer["tokens"]) == text.replace(" ", "")
    assert all(-1 <= t["head"] < len(answer["tokens"]) for t in answer["tokens"])


def start_and_data(folder):
    """A folder of small starting weights and one of small corpora."""
    import json
    from dataclasses import asdict

    from safetensors.torch import save_file

    start, data = folder / "start", folder / "data"
    start.mkdir()
    (start / "shape.json").write_text(json.dumps(asdict(SMALL)), encoding="utf-8")
    tokenizer().save(str(start / "tokenizer.json"))
    torch.manual_seed(3)
    save_file(Encoder(SMALL).state_dict(), str(start / "encoder.safetensors"))
    (data / "ner/uner").mkdir(parents=True)
    line = "Ann I-PER\nOrr I-PER\nsaid O\nit O\nrained O\n. O\n\nLume I-LOC\nwas O\nwet O\n. O\n\n"
    (data / "ner/wikigold.conll.txt").write_text(line * 12, encoding="utf-8")
    (data / "ner/uner/en_ewt-ud-dev.iob2").write_text("1\tLume\tB-LOC\t-\t-\n\n", encoding="utf-8")
    return start, data


@pytest.mark.slow
def test_a_stopped_run_goes_on_as_if_it_had_not_stopped(tmp_path, capsys):
    """Stopped after its second step and started again, a run ends with the weights of an unbroken one."""
    start, data = start_and_data(tmp_path)
    common = f"--data {data} --start {start} --layers names --longest 20 --batch 4 --epochs 1 --every 0"
    whole = Run(parse([*common.split(), "--out", str(tmp_path / "whole")]))
    whole.train()
    broken = Run(parse([*common.split(), "--out", str(tmp_path / "broken")]))
    for batch, _ in zip(broken._ready(), range(2), strict=False):
        broken._learn(batch, defaultdict(list))
        broken.step += 1
    broken._save()
    again = Run(parse([*common.split(), "--out", str(tmp_path / "broken")]))
    assert again.step == 2 < again.steps
    again.train()
    assert whole.steps == again.steps == again.step
    same = zip(whole.model.state_dict().values(), again.model.state_dict().values(), strict=True)
    assert all(torch.equal(a, b) for a, b in same)
    assert (tmp_path / "broken/log.jsonl").read_text(encoding="utf-8").count("\n") == again.steps - 2
    assert '"worldwide names"' in capsys.readouterr().out
    with pytest.raises(ValueError, match="give another --out"):
        Run(parse([*common.split(), "--seed", "9", "--out", str(tmp_path / "broken")]))


def test_the_fused_reader_gives_the_same():
    """Joining matrices changes nothing but the number of them."""
    from train.fused import FusedReader

    reader, pieces, _ = made()
    given = inputs([["Ann", "left", "."], ["Lume"]], [[True, True, False], [True]], pieces)
    with torch.inference_mode():
        for one, other in zip(reader.eval()(*given), FusedReader(reader)(*given), strict=True):
            assert torch.allclose(one, other, atol=1e-4)
