package doctor

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/fanlight/fanlight/pkg/deliver/inspect"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/stack"
	"github.com/fanlight/fanlight/pkg/text"
)

// answer holds the reporter's answer to the question for a check. Without one, why says
// what that means.
type answer struct {
	checked reporter.Checked
	why     []Check
	cost    float64
}

// askReporter has the reporter check what its destinations need, once: so the secrets stay
// where they are, and its role is the one that is tried.
func (d *Doctor) askReporter(ctx context.Context) *answer {
	if d.asked == nil {
		began := d.now()
		checked, why := d.invokeReporter(ctx)
		d.asked = &answer{checked, why, d.price(d.now().Sub(began).Seconds())}
	}
	return d.asked
}

func (d *Doctor) invokeReporter(ctx context.Context) (checked reporter.Checked, why []Check) {
	const name = "destinations"
	function := stack.Reporter.In(d.name)
	out, err := d.functions.Invoke(ctx, &lambda.InvokeInput{FunctionName: &function, Payload: []byte(`{"check": true}`)})
	switch {
	case isMissing(err):
		return checked, []Check{skipped(name, "there is no reporter")}
	case err != nil:
		return checked, []Check{d.unanswered(name, err)}
	case out.FunctionError != nil:
		return checked, []Check{failed(name, "read its log group /aws/lambda/"+function, "the reporter failed (%s): %s",
			aws.ToString(out.FunctionError), text.Limit(text.Clean(string(out.Payload)), maxReason))}
	}
	if err := json.Unmarshal(out.Payload, &checked); err != nil || checked.Version == 0 {
		return checked, []Check{failed(name, "deploy", "the reporter is of an earlier version, which knows no checks")}
	}
	return checked, nil
}

// checkDestinations returns what the reporter found, the findings of one kind as one line
// if all are good.
func (d *Doctor) checkDestinations(ctx context.Context) []Check {
	asked := d.askReporter(ctx)
	if asked.why != nil {
		return asked.why
	}
	var all []Check
	for left := asked.checked.Findings; len(left) > 0; {
		kind := left[0].Check
		var same, others []inspect.Finding
		for _, f := range left {
			if f.Check == kind {
				same = append(same, f)
			} else {
				others = append(others, f)
			}
		}
		all, left = append(all, merged(kind, same)...), others
	}
	if len(all) == 0 {
		all = []Check{ok("destinations", "no report needs an identity, a secret or a chat")}
	}
	return priced(all, asked.cost)
}

// price returns dollars for an invocation of the reporter, of list prices for us-east-1 and
// arm64 (https://aws.amazon.com/lambda/pricing/).
func (d *Doctor) price(seconds float64) float64 {
	const invocation, gigabyteSecond = 0.20e-6, 1.33334e-5
	memory := 256.0
	if c := d.configured[stack.Reporter]; c != nil && c.MemorySize != nil {
		memory = float64(*c.MemorySize)
	}
	return invocation + seconds*memory/1024*gigabyteSecond
}

// merged returns the findings of one kind.
func merged(kind string, findings []inspect.Finding) []Check {
	var problems []Check
	cost := 0.0
	for _, f := range findings {
		cost += f.Cost
		if f.State != inspect.OK {
			problems = append(problems, Check{Name: kind, State: stateOf(f.State), Finding: f.Finding, Remedy: f.Remedy})
		}
	}
	right := ok(kind, "%s", findings[0].Finding)
	if len(findings) > 1 {
		right.Finding = fmt.Sprintf("%d of %[1]d are right: %s …", len(findings), strings.TrimSuffix(findings[0].Finding, "."))
	}
	return priced(or(problems, right), cost)
}

// stateOf returns the state of a finding. One that this version does not know says nothing.
func stateOf(s inspect.State) string {
	if s == inspect.OK || s == inspect.Failed {
		return string(s)
	}
	return Skipped
}
