package doctor

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// checkSelections checks that what a report's queries select log groups by matches some:
// each pattern by itself, and tags, which several queries may share, once.
func (d *Doctor) checkSelections(ctx context.Context, r report.Report) (problems []Check) {
	seen := map[string]bool{}
	for _, q := range r.Queries {
		for _, s := range source.Selections(q.Text) {
			for _, one := range eachOf(s) {
				if seen[one.String()] {
					continue
				}
				seen[one.String()] = true
				problems = append(problems, d.checkSelection(ctx, r.Name, one)...)
			}
		}
	}
	return problems
}

// selection is a pattern of an account, or tags, in a class of log groups.
type selection struct {
	prefix, account string
	tags            report.Tags
	class           types.LogGroupClass
}

// eachOf returns the patterns and the tags of a SOURCE.
func eachOf(s source.Selection) (all []selection) {
	class := types.LogGroupClass(s.Class)
	accounts := s.Accounts
	if len(accounts) == 0 {
		accounts = []string{""}
	}
	for _, prefix := range s.Prefixes {
		for _, account := range accounts {
			all = append(all, selection{prefix: prefix, account: account, class: class})
		}
	}
	if len(s.Tags) > 0 && len(s.Prefixes) == 0 {
		all = append(all, selection{tags: s.Tags, class: class})
	}
	return all
}

// String returns the words of a selection: "/aws/lambda/*", "tags team=shop".
func (s selection) String() string {
	words := s.prefix + "*"
	if len(s.tags) > 0 {
		var all []string
		for _, key := range slices.Sorted(maps.Keys(s.tags)) {
			all = append(all, key+"="+strings.Join(s.tags[key], "|"))
		}
		words = "tag " + strings.Join(all, " with tag ")
	}
	if s.account != "" {
		words += " of account " + s.account
	}
	return words + s.inClass()
}

func (s selection) inClass() string {
	if s.class == types.LogGroupClassStandard {
		return ""
	}
	return fmt.Sprintf(" in class %s", s.class)
}

// checkSelection asks for one log group that matches. If there is none in the class, one in
// any class says what is wrong.
func (d *Doctor) checkSelection(ctx context.Context, report string, s selection) []Check {
	found, err := d.matches(ctx, s)
	if err == nil && !found {
		return []Check{d.unmatched(ctx, report, s)}
	}
	if err != nil {
		return []Check{d.unanswered("log groups", err)}
	}
	d.matched++
	return nil
}

// unmatched says what to do about a selection that matches no log group.
func (d *Doctor) unmatched(ctx context.Context, report string, s selection) Check {
	other := s
	if other.class = ""; s.class != "" {
		if found, err := d.matches(ctx, other); err == nil && found {
			return failed("log groups", "write the class of the log groups: log_class: infrequent_access, or none for standard",
				"%s: no log group of class %s matches %s, but one of another class", report, s.class, withoutClass(s))
		}
	}
	return failed("log groups", "write what the names begin with, or the right tag; or wait until something has logged",
		"%s: no log group matches %s", report, s)
}

func withoutClass(s selection) selection {
	s.class = types.LogGroupClassStandard
	return s
}

// matches reports whether a log group matches. An empty class is any.
func (d *Doctor) matches(ctx context.Context, s selection) (bool, error) {
	if len(s.tags) > 0 {
		return d.matchesTags(ctx, s)
	}
	in := &cloudwatchlogs.DescribeLogGroupsInput{LogGroupNamePrefix: &s.prefix, LogGroupClass: s.class, Limit: aws.Int32(1)}
	if s.account != "" {
		in.AccountIdentifiers, in.IncludeLinkedAccounts = []string{s.account}, aws.Bool(true)
	}
	out, err := d.logs.DescribeLogGroups(ctx, in)
	if err != nil {
		return false, err
	}
	return len(out.LogGroups) > 0, nil
}

// matchesTags asks by tags: DescribeLogGroups knows none.
func (d *Doctor) matchesTags(ctx context.Context, s selection) (bool, error) {
	in := &cloudwatchlogs.ListLogGroupsInput{LogGroupClass: s.class, Limit: aws.Int32(1)}
	for _, key := range slices.Sorted(maps.Keys(s.tags)) {
		in.LogGroupTags = append(in.LogGroupTags, types.TagFilter{Key: aws.String(key), Values: s.tags[key]})
	}
	out, err := d.logs.ListLogGroups(ctx, in)
	if err != nil {
		return false, err
	}
	return len(out.LogGroups) > 0, nil
}
