package oracle

import (
	"testing"
	"time"
)

func TestOracle_Refused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		reason string
		epoch  int
		rule   Rule
	}{
		{"it has ended as sent", 1, ""},
		{"it has ended as unsent", 1, "refused"},
		{"usage@2026-01-02T12:30:00Z is still running: wait for its end, or cancel it first", 1, "refused"},
		{"superseded: usage@2026-01-02T12:30:00Z is at epoch 1, round 1 by now", 2, ""},
		{"superseded: usage@2026-01-02T12:30:00Z is at epoch 1, round 1 by now", 1, "refused"},
		{"superseded: usage@2026-01-02T12:30:00Z is at epoch 3, round 1 by now", 1, "refused"},
		{"no query of usage@2026-01-02T12:30:00Z failed: resend delivers its report again", 1, "refused"},
		{"usage@2026-01-02T12:30:00Z has no stored report to send again: replay it", 1, ""},
		{"usage@2026-01-02T12:30:00Z is being reported: repeat the command when that try is over", 1, "refused"},
		{"there is no run usage@2026-01-02T12:30:00Z", 1, "refused"},
		{"the definition of usage@2026-01-02T12:30:00Z has expired", 1, "refused"},
		{"a newer version of Fanlight wrote the items of it: deploy that version, then repeat the command", 1, "refused"},
		{"2026-01-02T12:40:00Z lies ahead: its editions are not due yet", 1, ""},
		{"2026-01-02T12:20:00Z lies ahead: its editions are not due yet", 1, "refused"},
		{"it rains", 1, "refused"},
	} {
		o, w, _ := judged()
		w.now = noon.Add(2 * time.Minute)
		o.Refused(o.Began("dispatcher#1", 0), Command{Kind: Cancel, Run: id, Epoch: c.epoch, Round: 1}, c.reason)
		expect(t, o, c.reason, c.rule)
	}
}

// TestOracle_Refused_own refuses a cancel, because the round has ended: as another command, or this one,
// has ended it.
func TestOracle_Refused_own(t *testing.T) {
	t.Parallel()
	for by, rule := range map[string]Rule{"other": "", "own": "refused"} {
		o, w, r := judged()
		w.now = noon.Add(2 * time.Minute)
		s, ender := r.at(1).round(1), o.Began("dispatcher#1", 0)
		ender.command = by
		s.holder, s.ordered = ender, true
		o.Refused(o.Began("dispatcher#2", 0), Command{ID: "own", Kind: Cancel, Run: id, Epoch: 1, Round: 1}, "it has ended as sent")
		expect(t, o, by, rule)
	}
}

// TestOracle_Refused_busy refuses a cancel, because a claim lives: another's, or its own.
func TestOracle_Refused_busy(t *testing.T) {
	t.Parallel()
	for by, rule := range map[string]Rule{"other": "", "own": "refused"} {
		o, _, r := judged()
		s, holder := r.at(1).round(1), o.Began("dispatcher#1", 0)
		holder.command = by
		s.holder, s.fence, s.busyUntil = holder, 1, noon.Add(time.Minute)
		reason := string(id) + " is being reported: repeat the command when that try is over"
		o.Refused(o.Began("dispatcher#2", 0), Command{ID: "own", Kind: Cancel, Run: id, Epoch: 1, Round: 1}, reason)
		expect(t, o, by, rule)
	}
}

// TestOracle_Refused_halfDeployed refuses to go on with a backfill whose report, or another one, is deployed
// anew, although nothing goes wrong.
func TestOracle_Refused_halfDeployed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		since time.Duration // after the process began
		rule  Rule
	}{{"archive", time.Second, ""}, {"archive", -time.Second, "refused"}, {"usage", time.Second, "refused"}} {
		o, w, _ := judged()
		p := o.Began("dispatcher#1", 0)
		w.now = noon.Add(c.since)
		o.Deployed(Definition{Name: c.name})
		reason := "stopped after 1 of 2 editions, the janitor goes on with the others: backfill archive@2025-12-30T03:00:00Z: start archive: read definition of archive: it is being deployed: a chunk is missing"
		o.Refused(p, Command{Kind: Backfill}, reason)
		expect(t, o, c.name+" "+c.since.String(), c.rule)
	}
}

// TestOracle_Refused_disputed refuses a cancel that has the claim, after a record of the round was written: by
// the reporter that lost it, by the cancel itself, or by the reporter before the claim was taken.
func TestOracle_Refused_disputed(t *testing.T) {
	t.Parallel()
	claim := attributes(map[string]string{"sk": "SEND#1#1"}, map[string]int64{"fence": 2})
	record := attributes(map[string]string{"sk": "DELIVERY#1#1#to-0"}, map[string]int64{"fence": 1})
	for what, rule := range map[string]Rule{"by the reporter": "", "by itself": "refused", "before the claim": "refused"} {
		o, _, r := judged()
		reporter, cancel := o.Began("reporter#1", 0), o.Began("dispatcher#2", 0)
		c := Command{ID: "own", Kind: Cancel, Run: id, Epoch: 1, Round: 1}
		o.Commanded(cancel, c)
		r.at(1).round(1).holder, r.at(1).round(1).fence = reporter, 1
		if what == "before the claim" {
			o.wroteDelivery(o.Began("reporter#3", 0), r, record)
		}
		o.wroteSend(cancel, r, claim)
		if by := map[string]*Process{"by the reporter": reporter, "by itself": cancel}[what]; by != nil {
			o.wroteDelivery(by, r, record)
		}
		o.Refused(cancel, c, string(id)+" is being reported: repeat the command when that try is over")
		expect(t, o, what, rule)
	}
}

// TestOracle_Refused_backfill refuses to end a backfill, because it is not on record: it never was, was not
// when the process began, or was; or it is not the one that the command names.
func TestOracle_Refused_backfill(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		known  string
		at     time.Duration // after the process began
		reason string
		rule   Rule
	}{
		"only another one was asked for": {"usage@a..c", -time.Minute, "there is no backfill archive@a..b", ""},
		"it came meanwhile":              {"archive@a..b", time.Second, "there is no backfill archive@a..b", ""},
		"it was there":                   {"archive@a..b", -time.Minute, "there is no backfill archive@a..b", "refused"},
		"it is another one":              {"archive@a..b", -time.Minute, "there is no backfill archive@a..c", "refused"},
	} {
		o, _, _ := judged()
		first := &backfilled{at: noon.Add(c.at)}
		o.backfills[c.known] = &backfilled{at: noon.Add(time.Minute), was: first}
		p := o.Began("dispatcher#1", 0)
		o.Stops(p, "archive@a..b")
		o.Refused(p, Command{Kind: Backfill}, c.reason)
		expect(t, o, what, c.rule)
	}
}
