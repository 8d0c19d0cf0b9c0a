package oracle

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// wroteDocument holds that an epoch is rendered once, from the right numbers.
func (o *Oracle) wroteDocument(r *runState, it item) {
	var epoch int
	must(fmt.Sscanf(str(it, "sk"), "DOCUMENT#%d", &epoch))
	e, attempt := r.at(epoch), str(it, "attempt")
	if e.document != nil {
		if e.attempt != attempt {
			o.violate("R3", "%s was rendered again", keyName(it))
		}
		return
	}
	var rendered fanlight.Rendered
	if err := json.Unmarshal(e.assemble("DOCUMENT#"+attempt), &rendered); err != nil {
		o.violate("R3", "%s is not there whole: %v", keyName(it), err)
		return
	}
	for i, m := range rendered.Messages {
		if m.Stored == "" {
			continue
		}
		if err := json.Unmarshal(e.assemble("MESSAGE#"+m.Stored), &rendered.Messages[i]); err != nil {
			o.violate("R3", "%s names a message that is not there whole: %v", keyName(it), err)
		}
		rendered.Messages[i].Destination = m.Destination
		o.world.Count(MessageApart)
	}
	e.document, e.attempt, e.rendered = &rendered, attempt, o.world.Now()
	o.checkDocument(e, rendered.Document)
	o.checkCompared(e, rendered.Document)
	o.checkVerdict(e, rendered.Document)
	o.checkShown(e, &rendered)
	o.checkSections(e, rendered.Document)
}

// assemble returns what is stored in chunks under a name.
func (e *epochState) assemble(name string) []byte {
	var packed []byte
	for n := 0; ; n++ {
		chunk, ok := e.chunks[fmt.Sprintf("%s#%03d", name, n)]
		if !ok {
			break
		}
		packed = append(packed, binary(chunk, "data")...)
	}
	plain, _ := unpack(packed) // what is not whole does not parse either
	return plain
}

// checkDocument holds that each query is in the document once, with its winner's result.
func (o *Oracle) checkDocument(e *epochState, d fanlight.Document) {
	if len(d.Queries) != num(e.run.meta, "total") || d.Epoch != e.number {
		o.violate("numbers", "the document of epoch %d shows epoch %d with %d queries", e.number, d.Epoch, len(d.Queries))
		return
	}
	for i, place := range e.run.places() {
		q := d.Queries[place]
		if q.ID != "q"+strconv.Itoa(place) {
			o.violate("numbers", "query %d is shown as %s", place, q.ID)
		}
		if shard := e.shard(i); shard == nil || !o.isWinners(e, i, shard.winners[i], q) {
			o.violate("numbers", "query %d of epoch %d is shown as %s %v, which is not its winner's result", i, e.number, q.State, q.Rows)
		}
		if isGood(q.State) && !o.isRight(e, i, q) {
			o.violate("numbers", "query %d of epoch %d shows %v of %s, which is not what it found", i, e.number, q.Rows, q.QueryID)
		}
	}
}

func (o *Oracle) isWinners(e *epochState, index int, winner string, q fanlight.QueryResult) bool {
	result := e.result(index, winner, 0)
	return str(result, "outcome") == string(q.State) && str(result, "query_id") == q.QueryID && str(result, "error") == q.Error
}

// isRight compares with what the query's script gave: an epoch shows queries of its own, or what it
// inherited from an earlier one.
func (o *Oracle) isRight(e *epochState, index int, q fanlight.QueryResult) bool {
	s := o.queries[q.QueryID]
	if q.QueryID == "" { // refused for want of data
		return q.State == fanlight.Empty && len(q.Rows) == 0
	}
	if s == nil || s.Run != e.run.id || s.Index != index || s.Epoch > e.number {
		return false
	}
	inherited := s.Epoch < e.number
	if inherited && !e.ofFailures && e.run.epoch == e.number {
		return false
	}
	want := s.kept
	if cut := len(want) < len(s.Rows); cut != (q.Cut == fanlight.CutByQuery) || q.RowCount != len(want) {
		o.violate("numbers", "query %d keeps %d rows of %d, want %d, and is cut %q", index, q.RowCount, len(s.Rows), len(want), q.Cut)
	}
	return slices.EqualFunc(want, q.Rows, isShown) && (q.State == fanlight.Empty) == (len(s.Rows) == 0)
}

// maxShown is how many bytes of a cell are shown, with the mark of what is left out (rule R3).
const maxShown = 2000

// isShown reports whether a row is shown as it was found.
func isShown(found, shown fanlight.Row) bool {
	return slices.EqualFunc(found, shown, func(a, b fanlight.Field) bool {
		if len(a.Value) > maxShown { // of one-byte characters
			a.Value = a.Value[:maxShown-len("…")] + "…"
		}
		return a == b
	})
}

// checkText holds that a part of the stored message is sent, or the same with the mark of a possible duplicate.
func (o *Oracle) checkText(e *epochState, name string, part fanlight.Message) {
	if e.document == nil {
		o.violate("R3", "%s gets epoch %d before it is stored", name, e.number)
		return
	}
	if round := e.run.round; e.run.epoch == e.number && e.withheld(round) {
		o.violate("R7", "%s gets epoch %d, which is withheld", name, e.number)
	}
	for _, m := range e.document.Messages {
		if m.Destination != name || part.Part >= partCount(m) {
			continue
		}
		if m = onePart(m, part.Part); sameWords(m, part) {
			return
		}
	}
	o.violate("R3", "%s gets other words than those stored for epoch %d", name, e.number)
}

// possiblyAgain is in the words that mark a part as possibly a duplicate.
const possiblyAgain = "Possibly a duplicate"

// sameWords reports whether the stored message is sent, or the same with the mark before
// its texts.
func sameWords(stored, sent fanlight.Message) bool {
	return slices.EqualFunc(words(stored), words(sent), func(is, got string) bool {
		mark, marked := strings.CutSuffix(got, is)
		return got == is || marked && sent.Duplicate && strings.Contains(mark, possiblyAgain)
	})
}

func words(m fanlight.Message) []string {
	texts := append(slices.Clip(m.Parts), m.Subject, m.Text, m.HTML)
	for _, f := range m.Files {
		texts = append(texts, f.Name, f.Caption, string(f.Data))
	}
	return texts
}

// text is all that a message says.
func text(m fanlight.Message) string { return strings.Join(words(m), "\x00") }
