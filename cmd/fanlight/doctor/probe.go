package doctor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/suggest"
)

// Probe is a question that reading alone does not answer.
type Probe struct {
	Name string
	Does string // what it does and costs, for the question before: Call … for $0
	Asks bool   // whether it changes something, and so asks before
	run  func(*Doctor, context.Context) Check
}

// Probes returns all probes, by name.
func Probes() []Probe {
	return []Probe{
		{"describe-rate", "Call DescribeQueries up to 200 times as fast as it answers, for $0; other users of the account may be throttled for a second", true, (*Doctor).describeRate},
		{"log-classes", "Make two log groups, put an event into each, run seven queries for less than $0.01, and delete the groups", true, (*Doctor).logClasses},
		{"mail-name", "Send a mail with a sender's name to SES's mailbox simulator, for $0.0001", true, (*Doctor).mailName},
		{"past-schedule", "Make a schedule that is disabled and whose time is over, for $0, and delete it", true, (*Doctor).pastSchedule},
		{"provider", "Print the commands that try the newest AWS provider", false, (*Doctor).provider},
	}
}

// ProbeNames returns the names of all probes.
func ProbeNames() (names []string) {
	for _, p := range Probes() {
		names = append(names, p.Name)
	}
	return names
}

// FindProbe returns the probe of a name. Else it returns the nearest name, empty if none
// is near.
func FindProbe(name string) (p Probe, near string, found bool) {
	all := Probes()
	if i := slices.IndexFunc(all, func(p Probe) bool { return p.Name == name }); i >= 0 {
		return all[i], "", true
	}
	return p, suggest.Nearest(name, ProbeNames()), false
}

// Run runs the probe on a stack that was opened.
func (p Probe) Run(ctx context.Context, d *Doctor) Check { return p.run(d, ctx) }

// provider names the commands of the one question that Terraform answers.
func (d *Doctor) provider(context.Context) Check {
	const folder = "terraform/environments/dev"
	c := skipped("provider", "Terraform answers it, by a plan without changes after the newest provider was taken")
	c.Remedy = strings.Join([]string{
		fmt.Sprintf("terraform -chdir=%s init -upgrade", folder), fmt.Sprintf("terraform -chdir=%s plan -detailed-exitcode", folder),
	}, " && ")
	return c
}
