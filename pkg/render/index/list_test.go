package index_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/render/index"
)

func list(entries ...index.Entry) index.List {
	return index.List{Format: 1, Report: "r", Title: "R", Timezone: "UTC", Entries: entries}
}

func keys(l index.List) (all []string) {
	for _, e := range l.Entries {
		all = append(all, fmt.Sprintf("%s %d %s", e.Day, e.Epoch, e.State))
	}
	return all
}

// TestList_Add has one entry for each epoch of a run, whatever comes how often, and in which
// order.
func TestList_Add(t *testing.T) {
	t.Parallel()
	first, second := entry(newestDay.AddDate(0, 0, -1), "0.5"), entry(newestDay, "0.6")
	skipped, replayed := first, first
	skipped.State, skipped.Numbers, skipped.Folder = index.Skipped, nil, ""
	replayed.Epoch = 2
	want := []string{"2026-11-25 1 sent", "2026-11-24 2 sent", "2026-11-24 1 sent"}
	for _, order := range [][]index.Entry{
		{first, second, replayed, skipped}, {skipped, second, first, replayed}, {replayed, first, first, second, skipped, second}, {second, replayed, skipped, first},
	} {
		var l index.List
		for _, e := range order {
			l = l.Add(list(e))
		}
		if got := keys(l); !slices.Equal(got, want) || l.Older {
			t.Errorf("%v, want %v", got, want)
		}
		if again := l.Add(list(order[0])); !again.Equal(l) {
			t.Errorf("%v: adding once more changes the list", keys(again))
		}
		if both := (index.List{}).Add(list(order...)); !both.Equal(l) {
			t.Errorf("%v: at once gives another list", keys(both))
		}
	}
}

// TestList_Add_bound keeps the newest entries, and says that there were others.
func TestList_Add_bound(t *testing.T) {
	t.Parallel()
	var all []index.Entry
	for back := range index.MaxEntries {
		all = append(all, entry(newestDay.AddDate(0, 0, -back), "0.5"))
	}
	full := index.List{}.Add(list(all...))
	if len(full.Entries) != index.MaxEntries || full.Older {
		t.Fatalf("%d entries, older %v", len(full.Entries), full.Older)
	}
	more := full.Add(list(entry(newestDay.AddDate(0, 0, 1), "0.5")))
	if len(more.Entries) != index.MaxEntries || !more.Older || more.Entries[0].Day != "2026-11-26" || slices.Contains(keys(more), all[999].Day+" 1 sent") {
		t.Errorf("%d entries from %s, older %v", len(more.Entries), more.Entries[0].Day, more.Older)
	}
	old := more.Add(list(entry(newestDay.AddDate(-9, 0, 0), "0.5")))
	if !old.Equal(more) {
		t.Error("an entry for which there is no room changes the list")
	}
	for i := range all {
		all[i].Note = strings.Repeat("<", 300)
	}
	if large := (index.List{}).Add(list(all...)); len(large.Entries) > 700 || len(large.Entries) < 300 || !large.Older {
		t.Errorf("%d entries of long notes", len(large.Entries))
	}
}

// TestParse refuses what is not a list of this version, and what is not an entry.
func TestParse(t *testing.T) {
	t.Parallel()
	good, err := list(entry(newestDay, "0.5")).Encode()
	if err != nil {
		t.Fatal(err)
	}
	if l, err := index.Parse(good); err != nil || !l.Equal(list(entry(newestDay, "0.5"))) {
		t.Fatalf("Parse = %+v, %v", l, err)
	}
	for _, test := range []struct{ old, new, want string }{
		{good, "", "EOF"},
		{good, "[]", "cannot unmarshal"},
		{good, "{}", "no list of editions"},
		{`"fanlight_index":1`, `"fanlight_index":2`, "a newer version of Fanlight"},
		{`"state":"sent"`, `"state":""`, `entry 1 of the list of editions: state ""`},
		{`"day":"2026-11-25"`, `"day":"2026-11-32"`, `day "2026-11-32"`},
		{`"day":"2026-11-25"`, `"day":"0000-01-01"`, `day "0000-01-01"`},
		{`"epoch":1`, `"epoch":-1`, "epoch -1"},
		{`"run":"checkout-health@2026-11-26T07:00:00Z"`, `"run":""`, `run ""`},
		{`"run":"checkout-health@2026-11-26T07:00:00Z"`, `"run":" "`, `run ""`},
		{`"start":"2026-11-25`, `"start":"2027-11-25`, "run"},
		{`"period":"day"`, `"period":"year"`, `period "year"`},
		{`"folder":"2026-11-26/`, `"folder":"../`, `folder "../`},
		{`"folder":"2026-11-26/`, `"folder":"https://example.org/`, "folder"},
		{`"folder":"2026-11-26/`, `"folder":"javascript:`, "folder"},
	} {
		changed := strings.Replace(good, test.old, test.new, 1)
		if changed == good {
			t.Errorf("%s is not in the list", test.old)
		}
		if _, err := index.Parse(changed); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.new, err, test.want)
		}
	}
	l, err := index.Parse(strings.NewReplacer(`"title":"R"`, `"title":"R\u001b[2J\u202e"`, `"text":"0.5%"`, `"text":"0.5%","tag":"<b>"`).Replace(good))
	if err != nil || strings.ContainsAny(l.Title, "\x1b\u202e") || l.Entries[0].Numbers[0].Tag != "" {
		t.Errorf("Parse = %q, %+v, %v; want clean texts", l.Title, l.Entries, err)
	}
}

// TestParse_entries bounds the number of entries.
func TestParse_entries(t *testing.T) {
	t.Parallel()
	encoded, _ := list(slices.Repeat([]index.Entry{entry(newestDay, "0.5")}, 2*index.MaxEntries+1)...).Encode()
	if _, err := index.Parse(encoded); err == nil || !strings.Contains(err.Error(), "has 2001 entries") {
		t.Errorf("Parse = %v", err)
	}
}
