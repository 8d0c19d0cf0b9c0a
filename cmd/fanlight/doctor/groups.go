package doctor

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// group is a log group that reports read.
type group struct {
	exists    bool
	class     types.LogGroupClass
	encrypted bool // with a key of the customer's
	created   int64
}

// checkGroups checks that the reports' log groups are there and that Logs Insights can
// query them.
func (d *Doctor) checkGroups(ctx context.Context) []Check {
	var problems []Check
	for _, r := range d.reports {
		for _, name := range groupsOf(r) {
			problems = append(problems, d.checkGroup(ctx, r.Name, name)...)
		}
		problems = append(problems, d.checkSelections(ctx, r)...)
	}
	return or(problems, ok("log groups", "%s", d.countGroups()))
}

// countGroups returns "3 exist, 1 encrypted, 1 of class Infrequent Access".
func (d *Doctor) countGroups() string {
	encrypted, infrequent := 0, 0
	for _, g := range d.groups {
		if g.encrypted {
			encrypted++
		}
		if g.class == types.LogGroupClassInfrequentAccess {
			infrequent++
		}
	}
	words := fmt.Sprintf("%d exist", len(d.groups))
	if d.matched > 0 {
		words += fmt.Sprintf(", patterns and tags that match: %d", d.matched)
	}
	if encrypted > 0 {
		words += fmt.Sprintf(", %d encrypted", encrypted)
	}
	if infrequent > 0 {
		words += fmt.Sprintf(", %d of class Infrequent Access, of which five queries run at a time", infrequent)
	}
	return words
}

// checkGroup looks a log group up, by its name or ARN.
func (d *Doctor) checkGroup(ctx context.Context, report, name string) []Check {
	if parts := strings.Split(name, ":"); len(parts) > 3 && parts[3] != d.cfg.Region {
		return []Check{failed("log groups", "deploy a stack there", "%s: %s is in another Region than the stack", report, name)}
	}
	g, err := d.group(ctx, name)
	if err != nil {
		return []Check{d.unanswered("log groups", err)}
	}
	switch {
	case !g.exists:
		return []Check{failed("log groups", "name the right one, or wait until something has logged", "%s: log group %s does not exist", report, name)}
	case g.class == types.LogGroupClassDelivery:
		return []Check{failed("log groups", "log to a group of class Standard", "%s: %s is of class Delivery, which Logs Insights cannot query", report, name)}
	}
	return nil
}

// group describes a log group, once.
func (d *Doctor) group(ctx context.Context, name string) (group, error) {
	if g, known := d.groups[name]; known {
		return g, nil
	}
	in := &cloudwatchlogs.DescribeLogGroupsInput{LogGroupNamePrefix: &name}
	if strings.HasPrefix(name, "arn:") {
		in = &cloudwatchlogs.DescribeLogGroupsInput{LogGroupIdentifiers: []string{strings.TrimSuffix(name, ":*")}}
		if account := strings.Split(name, ":")[4]; account != d.account() {
			in.IncludeLinkedAccounts = aws.Bool(true)
		}
	}
	g := group{}
	out, err := d.logs.DescribeLogGroups(ctx, in)
	if hasCode(err, "ResourceNotFoundException") {
		return g, nil
	}
	if err != nil {
		return g, err
	}
	for _, found := range out.LogGroups {
		if n, arn := aws.ToString(found.LogGroupName), aws.ToString(found.LogGroupArn); n == name || arn == strings.TrimSuffix(name, ":*") {
			g = group{true, found.LogGroupClass, found.KmsKeyId != nil, aws.ToInt64(found.CreationTime)}
			d.groups[name] = g
		}
	}
	return g, nil
}
