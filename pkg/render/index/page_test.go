package index_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/render/index"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

var (
	styleHash = regexp.MustCompile(`sha256-[A-Za-z0-9+/=]+`)
	styles    = regexp.MustCompile(`(?s)<style>.*</style>`)
	data      = regexp.MustCompile(`<script type="application/json" id="editions">[^<>&]*</script>`)
)

// bare returns a page without its style sheet.
func bare(page string) string {
	return styles.ReplaceAllString(styleHash.ReplaceAllString(page, "sha256-…"), "<style></style>")
}

// checkPage fails the test unless a page has one block of data and harmless markup.
func checkPage(t testing.TB, page string) {
	t.Helper()
	if n := strings.Count(page, "<script"); n != 1 || len(data.FindAllString(page, -1)) != 1 {
		t.Fatalf("the page has %d scripts, or its data has a sign that HTML reads", n)
	}
	if strings.Contains(page, " style=") {
		t.Fatal("the page has a style that its policy forbids")
	}
	_, body, _ := strings.Cut(page, "</style>")
	rendertest.CheckMarkup(t, data.ReplaceAllString(body, ""))
}

func TestPage(t *testing.T) {
	t.Parallel()
	page := index.Page(index.List{}.Add(sample()))
	checkPage(t, page)
	golden.Compare(t, "testdata/golden/sample.html", bare(page))
}

// TestPage_days has a place for each day of the months from the oldest edition to the one
// after the newest.
func TestPage_days(t *testing.T) {
	t.Parallel()
	page := index.Page(index.List{}.Add(sample()))
	for day := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC); day.Year() == 2026; day = day.AddDate(0, 0, 1) {
		if want := `id="d` + day.Format(time.DateOnly) + `"`; strings.Count(page, want) != 1 {
			t.Errorf("the page has %s %d times", want, strings.Count(page, want))
		}
	}
	for _, want := range []string{
		`<td id="d2026-11-18"><a class="day sent" href="#l2026-11-18"><span class="vh">Wed 18 November: Sent, 3 editions</span>`, `<tr role="row" id="l2026-11-18">`,
		`<td id="d2026-11-25"><a class="day incomplete over" href="2026-11-26/2026-11-26T07-00-00Z/report.html">`, `<td id="d2026-11-09"><span class="day skipped">`,
		`Replayed: edition 2; before it <a href="2026-11-21/2026-11-21T07-00-00Z/report.html">edition 1</a>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}

// TestPage_first is that of one edition, without numbers, of each period.
func TestPage_first(t *testing.T) {
	t.Parallel()
	for period, want := range map[report.Calendar]string{report.Day: "Tue\u00a01\u00a0Dec", report.Week: "the week from 1\u00a0Dec", report.Month: "December", "": "Wed\u00a02\u00a0Dec"} {
		e := entry(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), "0.5")
		e.Period, e.Numbers = period, nil
		page := index.Page(index.List{Title: "First", Timezone: "UTC"}.Add(index.List{Title: "First", Timezone: "UTC", Entries: []index.Entry{e}}))
		checkPage(t, page)
		if !strings.Contains(page, "1 edition: "+want) || !strings.Contains(page, `id="d2027-01-31"`) || strings.Contains(page, "In each day") {
			t.Errorf("%s: the page does not have %q, or no place for the days ahead", period, want)
		}
	}
}

// TestPage_many folds what is old, and is bounded.
func TestPage_many(t *testing.T) {
	t.Parallel()
	l := index.List{Title: "Many", Timezone: "UTC"}
	for back := range 1200 {
		l.Entries = append(l.Entries, entry(newestDay.AddDate(0, 0, -back), "0.5"))
	}
	page := index.Page(index.List{}.Add(l))
	checkPage(t, page)
	for _, want := range []string{"<summary>Earlier months</summary>", "<summary>969 earlier editions</summary>", "The newest 1,000 editions are listed", "1,000 editions: "} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not have %q", want)
		}
	}
	if len(page) > 2_000_000 {
		t.Errorf("the page has %d bytes", len(page))
	}
}

// TestRead returns what a page was written from, and refuses any other page.
func TestRead(t *testing.T) {
	t.Parallel()
	want := index.List{}.Add(sample())
	page := index.Page(want)
	if got, err := index.Read(page); err != nil || !got.Equal(want) {
		t.Errorf("Read = %+v, %v", got, err)
	}
	for name, page := range map[string]string{
		"nothing": "", "another page": "<!doctype html><title>Reports</title>", "cut": page[:len(page)-40], "longer": page + strings.Repeat(" ", index.MaxPage), "not at its begin": "x" + page,
	} {
		if _, err := index.Read(page); !errors.Is(err, index.ErrNotOurs) {
			t.Errorf("%s: %v, want %v", name, err, index.ErrNotOurs)
		}
	}
	if _, err := index.Read(strings.Replace(page, `"state":"sent"`, `"state":"lost"`, 1)); err == nil || errors.Is(err, index.ErrNotOurs) {
		t.Errorf("of a damaged list: %v", err)
	}
}

// FuzzRead reads entries out of pages that somebody changed: whatever is read is written
// as harmless markup, and read again.
func FuzzRead(f *testing.F) {
	encoded, _ := index.List{}.Add(sample()).Encode()
	f.Add(encoded[:len(encoded)-1], rendertest.Evil)
	f.Add(encoded, "Europe/Berlin")
	f.Add(`{"fanlight_index":1,"entries":[{"run":"a","day":"2026-01-02","state":"sent","numbers":[{}],"folder":"a/b"}]}`, "</script>")
	f.Add(`{"fanlight_index":1,"entries":[{"run":"a","day":"9999-12-31","state":"skipped","period":"month"}]}`, "")
	f.Fuzz(func(t *testing.T, encoded, zone string) {
		l, err := index.Read("<!doctype html>" + `<script type="application/json" id="editions">` + encoded + "</script>")
		if err != nil {
			return
		}
		l = l.Add(index.List{Title: zone, Timezone: zone, Report: fmt.Sprint(len(zone))})
		page := index.Page(l)
		if strings.Count(page, "<script") != 1 {
			t.Fatal("more than one script")
		}
		if again, err := index.Read(page); err != nil || len(again.Entries) != len(l.Entries) {
			t.Fatalf("not read again: %v", err)
		}
	})
}
