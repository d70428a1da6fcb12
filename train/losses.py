"""What each head is told: losses that skip everything a corpus does not annotate."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.nlp.labels import ACT_TYPES, BIO
from train.batches import Batch
from train.labels import IGNORE
from train.model import OUTPUTS, PairHead, Reader

# How much a head counts in the sum; set by hand so that no head drowns another in the first thousand steps.
WEIGHTS = {
    "names": 1.0,
    "tags": 0.5,
    "starts": 0.5,
    "arcs": 1.0,
    "relations": 0.5,
    "cues": 1.0,
    "credits": 2.0,
    "events": 0.3,
    "values": 0.5,
    "predicates": 0.3,
    "roles": 0.5,
    "mentions": 0.3,
    "antecedents": 0.3,
    "types": 1.0,
    "statuses": 0.5,
    "acts": 1.0,
}
_NEVER = -10_000.0


def losses(model: Reader, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of each head that has labels in the batch, by the names in WEIGHTS."""
    out = dict(zip(OUTPUTS, model(batch.ids, batch.first, batch.last, batch.cases), strict=True))
    found = {
        "names": names_loss(out["names"], batch.bio),
        "tags": _classes(out["tags"], batch.tags),
        "starts": _binary(out["starts"][..., 0], batch.starts),
        "arcs": _classes(within_sentences(out["arcs"], batch.sentence), batch.heads),
        "relations": _relations(model, out, batch),
        "cues": _classes(out["cues"], batch.cues),
        "credits": _rows(model.credit, out["credit_near"], out["credit_far"], batch.credit_rows, batch.credit_labels),
        "events": _binary(out["facts"][..., 0], batch.events),
        "values": _values(out["facts"][..., 1:], batch.values),
        "predicates": _binary(out["predicates"][..., 0], batch.predicates),
        "roles": _rows(model.role, out["role_near"], out["role_far"], batch.role_rows, batch.role_labels),
        "mentions": _binary(out["mentions"][..., 0], batch.mentions),
        "antecedents": _antecedents(model, out, batch),
        **act_losses(model, out["acts"], out["act_near"], out["act_far"], batch),
    }
    return {name: loss for name, loss in found.items() if loss is not None}


def act_losses(model: Reader, judged: Tensor, near: Tensor, far: Tensor, batch: Batch) -> dict[str, Tensor | None]:
    """Losses of the heads of acts, from their outputs."""
    return {
        "types": _classes(judged[..., : len(ACT_TYPES)], batch.types),
        "statuses": _classes(judged[..., len(ACT_TYPES) :], batch.statuses),
        "acts": _rows(model.act, near, far, batch.act_rows, batch.act_labels),
    }


def total(found: dict[str, Tensor]) -> Tensor:
    """The weighted sum."""
    return torch.stack([WEIGHTS[name] * loss for name, loss in found.items()]).sum()


def names_loss(scores: Tensor, allowed: Tensor) -> Tensor | None:
    """Minus the log of the probability that falls on allowed labels. allowed: bit masks, 0 where nothing is known."""
    known = allowed > 0
    if not bool(known.any()):
        return None
    bits = torch.arange(len(BIO), device=allowed.device)
    forbidden = (allowed[known][:, None] >> bits) & 1 == 0
    picked = scores[known]
    inside = picked.masked_fill(forbidden, _NEVER).logsumexp(-1)
    return (picked.logsumexp(-1) - inside).mean()


def within_sentences(arcs: Tensor, sentence: Tensor) -> Tensor:
    """Arc scores without those that leave a sentence. sentence: [batch, words], number of the sentence."""
    apart = sentence[:, :, None] != sentence[:, None, :]
    return arcs.masked_fill(apart, _NEVER)


def _classes(scores: Tensor, labels: Tensor) -> Tensor | None:
    known = labels != IGNORE
    return functional.cross_entropy(scores[known], labels[known]) if bool(known.any()) else None


def _binary(scores: Tensor, labels: Tensor) -> Tensor | None:
    known = labels != IGNORE
    if not bool(known.any()):
        return None
    return functional.binary_cross_entropy_with_logits(scores[known], labels[known].to(scores.dtype))


def _values(scores: Tensor, values: Tensor) -> Tensor | None:
    known = ~values.isnan()
    return functional.smooth_l1_loss(scores[known], values[known]) if bool(known.any()) else None


def _relations(model: Reader, out: dict[str, Tensor], batch: Batch) -> Tensor | None:
    known = (batch.deprels != IGNORE) & (batch.heads != IGNORE)
    if not bool(known.any()):
        return None
    window, word = known.nonzero(as_tuple=True)
    near = out["relation_near"][window, word]
    far = out["relation_far"][window, batch.heads[known]]
    return functional.cross_entropy(model.relation.score(near, far), batch.deprels[known])


def _rows(head: PairHead, near: Tensor, far: Tensor, rows: Tensor, labels: Tensor) -> Tensor | None:
    if not len(rows):
        return None
    window, anchor = rows.unbind(1)
    scores = head.score(near[window], far[window, anchor][:, None])
    return _classes(scores, labels)


def _antecedents(model: Reader, out: dict[str, Tensor], batch: Batch) -> Tensor | None:
    """Minus the log of the probability of any right antecedent; a first mention's is "none", whose score is 0."""
    if not len(batch.antecedent_rows):
        return None
    window, anchor = batch.antecedent_rows.unbind(1)
    labels = batch.antecedent_labels
    scores = model.antecedent.score(out["antecedent_near"][window], out["antecedent_far"][window, anchor][:, None])
    scores = scores[..., 0].masked_fill(labels == IGNORE, _NEVER)
    scores = torch.cat([scores, scores.new_zeros(len(scores), 1)], 1)
    right = torch.cat([labels == 1, ~(labels == 1).any(1, keepdim=True)], 1)
    inside = scores.masked_fill(~right, _NEVER).logsumexp(1)
    return (scores.logsumexp(1) - inside).mean()
