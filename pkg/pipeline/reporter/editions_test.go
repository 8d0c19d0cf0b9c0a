package reporter_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// history is what the editions of a report said, as their readers know it.
type history struct {
	*sim.Harness
	random *rand.Rand
	back   int            // days that an edition is compared with
	said   map[int]string // the value that the last epoch of a day delivered: digits, or a word
	kept   map[int]int    // the value that a day was compared with first: replays keep it
	runs   map[int]fanlight.RunID
	seen   map[string]int // kinds of comparisons
}

// edition starts or replays the edition of a day, and checks what it says.
func (h *history) edition(day int) {
	h.T.Helper()
	value, fails := strconv.Itoa(h.random.IntN(5)*h.random.IntN(1000)), h.random.IntN(5) == 0
	h.Script = finding(value)
	if fails {
		h.Script = func(sim.Query) logs.Execution { return sim.Ends(types.QueryStatusFailed) }
	}
	due := sim.Due.Add(time.Duration(day) * aDay)
	if id, ran := h.runs[day]; ran {
		c := fanlight.Command{Run: id, ID: fmt.Sprint("r", h.random.Uint32()), Epoch: h.Run(id).Epoch}
		if _, err := h.Process().Dispatcher().Replay(h.T.Context(), c); err != nil {
			h.T.Fatal(err)
		}
	} else {
		run, err := h.Process().Dispatcher().Start(h.T.Context(), sim.ReportName, due, "")
		if err != nil {
			h.T.Fatal(err)
		}
		h.runs[day] = run.ID
	}
	h.Quiesce()
	got := h.Sender.Got[len(h.Sender.Got)-1].Message
	if got.Run != h.runs[day] {
		h.T.Fatalf("the last report is %s, want %s", got.Run, h.runs[day])
	}
	h.check(day, got.Text)
}

// change is where the change of a line begins, after its editions in block characters.
var change = regexp.MustCompile(`[▲▼=]|No comparison`)

var said = regexp.MustCompile(`(?m)^  q0 +([0-9,]+|failed)( .*)?$`)

// check compares the change that a report shows with the numbers that were delivered.
func (h *history) check(day int, text string) {
	h.T.Helper()
	m := said.FindStringSubmatch(text)
	if m == nil {
		h.T.Fatalf("day %d says nothing of q0:\n%s", day, text)
	}
	value, rest := strings.ReplaceAll(m[1], ",", ""), m[2]
	if i := change.FindStringIndex(rest); i != nil {
		rest = strings.ReplaceAll(rest[i[0]:], "\u00a0", " ")
	}
	if want := h.expected(day, value); rest != want {
		h.T.Errorf("day %d shows %s with %q, want %q: %d days before it was %q", day, value, rest, want, h.back, h.said[day-h.back])
	}
	h.said[day] = value
}

// expected is the change by arithmetic over delivered numbers, or the word that there is
// none.
func (h *history) expected(day int, value string) string {
	to, err := strconv.Atoi(value)
	from, missing := strconv.Atoi(h.said[day-h.back])
	if kept, is := h.kept[day]; is {
		from, missing = kept, nil
	} else if missing == nil {
		h.kept[day] = from
	}
	earlier := false
	for other := range h.said {
		earlier = earlier || other < day
	}
	switch {
	case err != nil || missing != nil && !earlier:
		return ""
	case missing != nil:
		h.seen["none"]++
		before := sim.Due.Add(time.Duration(day-h.back) * aDay)
		name := before.Format("Mon 2 Jan")
		if before.Year() != sim.Due.Year() {
			name = before.Format("Mon 2 Jan 2006")
		}
		if h.said[day-h.back] == "failed" {
			return "No comparison: " + name + " had no answer"
		}
		return "No comparison: " + name + " is missing"
	case from == to:
		h.seen["="]++
		return "= unchanged"
	case from == 0:
		h.seen["from 0"]++
		return "▲ " + commas(to) + " (was 0)"
	}
	arrow, diff := "▲", to-from
	if diff < 0 {
		arrow, diff = "▼", -diff
	}
	h.seen[arrow]++
	return fmt.Sprintf("%s %s (%s)", arrow, commas(diff), relative(from, to))
}

func commas(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// relative is the change in percent with two digits that count below 10, and as a factor
// from 11 times on.
func relative(from, to int) string {
	change := 100 * float64(to-from) / float64(from)
	if change >= 1000 {
		return fmt.Sprintf("×%d", int(float64(to)/float64(from)+0.5))
	}
	digits := 0
	if size := max(change, -change); size < 9.95 {
		digits = 1
	}
	s := strconv.FormatFloat(max(change, -change), 'f', digits, 64)
	s = strings.TrimSuffix(s, ".0")
	if change < 0 {
		return "−" + s + "%"
	}
	return "+" + s + "%"
}

// Forty editions, with failures, days without an edition, replays of earlier days, and a
// year in which everything but figures expires: each change equals the arithmetic over the
// numbers that were delivered, or the edition says that there is nothing to compare with.
func TestReporter_Report_forty_editions(t *testing.T) {
	t.Parallel()
	total := map[string]int{}
	for seed := range uint64(4) {
		r := aDaily()
		r.Compare = report.Compare([]string{"previous", "same_weekday", "3"}[seed%3])
		r.Sections[0].Unit = report.UnitCount
		h := &history{
			Harness: sim.NewHarness(t, r), random: rand.New(rand.NewPCG(seed, 0)), back: []int{1, 7, 3}[seed%3],
			said: map[int]string{}, kept: map[int]int{}, runs: map[int]fanlight.RunID{}, seen: total,
		}
		for n, day := 0, 0; n < 40; n, day = n+1, day+1 {
			if h.random.IntN(6) == 0 {
				day += 1 + h.random.IntN(3) // nothing ran
			}
			h.Clock.Advance(max(0, sim.Due.Add(time.Duration(day)*aDay).Sub(h.Clock.Now())))
			h.edition(day)
			for h.random.IntN(4) == 0 {
				again := day - h.random.IntN(min(day, 5)+1)
				if _, ran := h.runs[again]; ran {
					h.edition(again)
				}
			}
		}
	}
	for _, kind := range []string{"none", "=", "from 0", "▲", "▼"} {
		if total[kind] == 0 {
			t.Errorf("no edition shows %q: %v", kind, total)
		}
	}
	t.Logf("comparisons: %v", total)
}
