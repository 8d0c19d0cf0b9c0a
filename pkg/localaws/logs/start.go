package logs

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/recent"
)

// The limits of a query, from
// docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html.
const (
	maxQueryLength = 10_000 // characters
	maxGroups      = 50
	maxRows        = 100_000
)

// StartQuery compiles a query and registers it in state Scheduled. TakeJobs returns its job, or
// the script decides its course. As on AWS two identical calls start two queries.
func (c *Core) StartQuery(_ context.Context, in *sdk.StartQueryInput, _ ...func(*sdk.Options)) (*sdk.StartQueryOutput, error) {
	now := c.now()
	if err := c.starts.admit(now); err != nil {
		return nil, err
	}
	asked, err := accept(in)
	if err != nil {
		return nil, err
	}
	compiled, err := c.compile(asked.Text)
	if err != nil {
		return nil, malformed(asked.Text, err)
	}
	inputs, err := c.read(&asked, compiled.Inputs())
	if err != nil {
		return nil, err
	}
	c.advance(now)
	c.forget(now)
	if limit := c.quotas.Concurrent; limit > 0 && len(c.live) >= limit {
		return nil, tooMany(limit)
	}
	asked.Created = now
	return &sdk.StartQueryOutput{QueryId: aws.String(c.register(asked, compiled, inputs))}, nil
}

// compiled are the queries without their last comment that scripts were asked for last.
var compiled = recent.New[*cwli.Query](64 << 10)

// compile compiles a text. A script carries no query out: one compiles those once that
// differ only in a comment at the end, which is often a mark of who started them.
func (c *Core) compile(text string) (*cwli.Query, error) {
	if c.script == nil {
		return cwli.Compile(text)
	}
	short := text
	if last := strings.LastIndexByte(text, '\n'); last >= 0 && strings.HasPrefix(text[last:], "\n#") {
		short = text[:last]
	}
	q, err := compiled.Get([]byte(short), func() (*cwli.Query, error) { return cwli.Compile(short) })
	if err != nil { // its last line may be no comment
		return cwli.Compile(text)
	}
	return q, nil
}

// register adds a query with its job or script.
func (c *Core) register(asked Query, compiled *cwli.Query, inputs [][]input) (id string) {
	c.lastQuery++
	asked.ID = fmt.Sprintf("00000000-0000-4000-8000-%012x", c.lastQuery)
	q := &query{Query: asked, sequence: c.lastQuery, status: types.QueryStatusScheduled}
	if c.script != nil {
		execution := c.script(asked)
		q.script = &execution
	} else {
		q.job = &Job{query: asked, compiled: compiled, inputs: inputs, memory: c.Memory}
		c.waiting = append(c.waiting, q.job)
	}
	c.byID[q.ID] = q
	c.queries = append(c.queries, q)
	c.live = append(c.live, q)
	return q.ID
}

// accept returns the query of an input, or an error if the input is not valid.
func accept(in *sdk.StartQueryInput) (Query, error) {
	language := cmp.Or(in.QueryLanguage, types.QueryLanguageCwli)
	if err := refuse("StartQuery", field{"QueryLanguage=" + string(language), language != types.QueryLanguageCwli}); err != nil {
		return Query{}, err
	}
	groups, err := acceptGroups(in)
	if err != nil {
		return Query{}, err
	}
	q := Query{Groups: groups, Text: aws.ToString(in.QueryString), Limit: int(aws.ToInt32(in.Limit))}
	if n := utf8.RuneCountInString(q.Text); n > maxQueryLength {
		return Query{}, invalid("Value of %d characters at 'queryString' failed to satisfy constraint: Member must have length less than or equal to %d", n, maxQueryLength)
	}
	if in.Limit != nil && (q.Limit < 1 || q.Limit > maxRows) {
		return Query{}, invalid("Value '%d' at 'limit' failed to satisfy constraint: from 1 to %d", q.Limit, maxRows)
	}
	q.Start, q.End, err = acceptRange(in.StartTime, in.EndTime)
	return q, err
}

// acceptRange converts the API's seconds, both inclusive, to milliseconds: the service reads up to
// the last millisecond of the end's second. It also accepts milliseconds, which AWS's samples use.
func acceptRange(startTime, endTime *int64) (start, end int64, err error) {
	const millisecondsFrom = 100_000_000_000 // as seconds this is the year 5138
	if startTime == nil || endTime == nil {
		return 0, 0, invalid("Both startTime and endTime are needed")
	}
	start, end = *startTime, *endTime
	if start < 0 || end < start {
		return 0, 0, invalid("End time should not be less than start time: startTime %d, endTime %d", start, end)
	}
	if start < millisecondsFrom {
		start *= 1000
	}
	if end < millisecondsFrom {
		end = end*1000 + 999
	}
	return start, end, nil
}

// acceptGroups returns the names of the groups, which at most one of three parameters has.
func acceptGroups(in *sdk.StartQueryInput) ([]string, error) {
	given := 0
	for _, set := range []bool{in.LogGroupName != nil, len(in.LogGroupNames) > 0, len(in.LogGroupIdentifiers) > 0} {
		if set {
			given++
		}
	}
	if given > 1 {
		return nil, wantGroups(given)
	}
	groups := slices.Concat(in.LogGroupNames, in.LogGroupIdentifiers)
	if in.LogGroupName != nil {
		groups = []string{*in.LogGroupName}
	}
	if len(groups) > maxGroups {
		return nil, invalid("Value of %d log groups failed to satisfy constraint: at most %d", len(groups), maxGroups)
	}
	var names []string // each once: its events count once
	for _, g := range groups {
		name := strings.TrimPrefix(g, groupARN)
		if checkGroupName("", name) != nil {
			return nil, invalid("Value '%s' is not a log group of account %s in %s: a name or an ARN without ':*' is needed", g, accountID, Region)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, nil
}

// wantGroups returns the error of an input whose groups have so many places.
func wantGroups(given int) error {
	return invalid("Exactly one of the parameters logGroupName, logGroupNames and logGroupIdentifiers, or SOURCE in the query, must name the log groups, not %d", given)
}

// read returns the sources of each input of a query. Its own is the last: SOURCE names the
// groups of that one, or a parameter does.
func (c *Core) read(asked *Query, inputs []cwli.Input) ([][]input, error) {
	own := inputs[len(inputs)-1]
	switch {
	case own.Named() && len(asked.Groups) > 0:
		return nil, wantGroups(2)
	case own.Named():
		asked.Groups = c.selected(own)
	case len(asked.Groups) == 0:
		return nil, wantGroups(0)
	}
	var all [][]input
	for _, in := range inputs {
		groups := asked.Groups
		if in.Named() {
			groups = c.selected(in)
		}
		sources, err := c.inputsOf(groups)
		if err != nil {
			return nil, err
		}
		all = append(all, sources)
	}
	return all, nil
}

// selected returns the groups that an input names: one by its name, whether there is such
// a group or not, and of a prefix those that there are.
func (c *Core) selected(in cwli.Input) []string {
	names := in.Groups()
	for _, name := range slices.Sorted(maps.Keys(c.groups)) {
		if in.Selects(name) {
			names = append(names, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.sources)) {
		if in.Selects(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// inputsOf returns the sources of the groups, each of which must exist. It refuses the
// catch-all source for several groups: each of its events would count once for each.
func (c *Core) inputsOf(groups []string) ([]input, error) {
	var all []input
	if shared := c.caught(groups); len(shared) > 1 {
		return nil, invalid("log groups %s have the same events, which would count %d times: attach a source to each (fanlight local: --logs GROUP=PATH)",
			strings.Join(shared, ", "), len(shared))
	}
	for _, name := range groups {
		in := c.inputs(name)
		if len(in) == 0 {
			return nil, missingGroup(name)
		}
		all = append(all, in...)
	}
	return all, nil
}
