// Package inspect checks what the destinations of reports need, without sending
// anything: the identities of mails, the secrets and the chats. It runs where reports are
// sent from, so that no secret leaves that place.
package inspect

import (
	"cmp"
	"context"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/secret"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// State is the outcome of a check.
type State string

// The states of a check.
const (
	OK          State = "ok"
	Failed      State = "failed"  // a report would not arrive
	NotAnswered State = "skipped" // nothing says whether it would
)

// Finding has the outcome of a check. It holds no secret.
type Finding struct {
	Check   string  `json:"check"` // mail identity, mail sandbox, secret, chat, webhook or place
	State   State   `json:"state"`
	Finding string  `json:"finding"`          // one line
	Remedy  string  `json:"remedy,omitempty"` // what to do, or a command
	Cost    float64 `json:"cost_usd"`         // dollars
}

// The names of the checks.
const (
	Identity = "mail identity"
	Sandbox  = "mail sandbox"
	Secret   = "secret"
	Chat     = "chat"
	Webhook  = "webhook"
	Place    = "place"
)

// Inspector checks destinations. It may be used by several goroutines at once.
type Inspector struct{ env channel.Environment }

// New returns an inspector of an environment. What that lacks it takes as deliver.New
// does; it needs neither Public nor Stdout.
func New(env channel.Environment) *Inspector {
	if env.HTTP == nil {
		env.HTTP = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	if env.Secrets == nil {
		env.Secrets = secret.New(env.AWS)
	}
	if env.Getenv == nil {
		env.Getenv = os.Getenv
	}
	return &Inspector{env}
}

// margin is how long before the deadline of its context an inspection ends, so that what
// it found is returned.
const margin = 10 * time.Second

// Inspect checks what the destinations and the owners of reports need, each thing once.
// After the time that ctx leaves, what is left is not answered.
func (i *Inspector) Inspect(ctx context.Context, reports []report.Report) []Finding {
	if deadline, limited := ctx.Deadline(); limited {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, deadline.Add(-margin))
		defer cancel()
	}
	uses := usesOf(reports)
	values := map[report.Secret]string{}
	findings := i.mails(ctx, uses)
	findings = append(findings, i.secrets(ctx, uses, values)...)
	findings = append(findings, i.chats(ctx, uses, values)...)
	findings = append(findings, places(uses)...)
	for n, f := range findings {
		findings[n].Finding = text.Limit(text.Clean(f.Finding), maxFinding)
	}
	return findings
}

// maxFinding is how many characters a finding has.
const maxFinding = 400

// use is a destination of a report.
type use struct {
	report string
	to     report.Destination
}

// usesOf returns the destinations and the owners of all reports.
func usesOf(reports []report.Report) (all []use) {
	for _, r := range reports {
		for _, to := range r.Deliver {
			all = append(all, use{r.Name, to})
		}
		if r.Owner != nil {
			all = append(all, use{r.Name, *r.Owner})
		}
	}
	return all
}

// grouped names a thing that reports have in common.
type grouped[K cmp.Ordered] struct {
	what    K
	reports []string
}

// group returns what uses have in common, in order, with the reports that have it.
func group[K cmp.Ordered](uses []use, of func(report.Destination) []K) (all []grouped[K]) {
	places := map[K]int{}
	for _, u := range uses {
		for _, what := range of(u.to) {
			place, seen := places[what]
			if !seen {
				place = len(all)
				places[what] = place
				all = append(all, grouped[K]{what: what})
			}
			if !slices.Contains(all[place].reports, u.report) {
				all[place].reports = append(all[place].reports, u.report)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b grouped[K]) int { return cmp.Compare(a.what, b.what) })
	return all
}

// mostNames is how many reports a finding names.
const mostNames = 3

// names returns the reports as the beginning of a finding.
func (g grouped[K]) names() string {
	if more := len(g.reports) - mostNames; more > 0 {
		return strings.Join(g.reports[:mostNames], ", ") + " …"
	}
	return strings.Join(g.reports, ", ")
}
