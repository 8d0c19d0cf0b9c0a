package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// queryFiles has the files of each log group that a query reads.
type queryFiles struct {
	sets  map[string]*logfile.Set
	sizes map[string]int64 // bytes; negative: not known
}

// openFiles finds the files of --logs, and checks that each log group which the query
// names has some.
func (q *queryCommand) openFiles(compiled *cwli.Query, text string) (*queryFiles, error) {
	found, err := q.logs.open(readByQuery(compiled))
	if err != nil {
		return nil, err
	}
	sets := found.sets
	if err := checkShared(sets, sortedGroups(sets)); err != nil {
		return nil, err
	}
	files := &queryFiles{sets, sizesOf(found.paths)}
	for _, in := range compiled.Inputs() {
		if err := files.check(in, groupsNamed(text), &q.logs); err != nil {
			return nil, err
		}
	}
	read := files.reads(compiled)
	for _, group := range sortedGroups(sets) {
		if !slices.Contains(read, group) {
			fmt.Fprintf(q.s.Err, "note: the query reads no file of %s\n", showGroup(group))
		}
	}
	return files, nil
}

// groupsNamed returns the log groups that SOURCE names in a query, without accounts.
func groupsNamed(text string) (groups []string) {
	for _, c := range commandsOf(text) {
		if source, ok := c.(*syntax.Source); ok && source.Group != "" {
			groups = append(groups, source.Group)
		}
	}
	return groupNames(groups)
}

// check reports log groups that an input names and that have no files.
func (f *queryFiles) check(in cwli.Input, named []string, logs *logsFlag) error {
	if !in.Named() {
		return nil
	}
	for _, group := range named {
		if in.Selects(group) && f.sets[group] == nil {
			return logs.noFiles(group, "the query's SOURCE")
		}
	}
	if len(f.groups(in)) == 0 {
		return usageErrorf("no log group of --logs is one that the query's SOURCE selects: name the group of each path: --logs GROUP=PATH")
	}
	return nil
}

// groups returns the log groups that an input reads, in order.
func (f *queryFiles) groups(in cwli.Input) []string {
	all := sortedGroups(f.sets)
	if !in.Named() {
		return all
	}
	return slices.DeleteFunc(all, func(group string) bool { return !in.Selects(group) })
}

// reads returns the log groups that the inputs of a query read, those of each input in
// order.
func (f *queryFiles) reads(compiled *cwli.Query) (groups []string) {
	for _, in := range compiled.Inputs() {
		groups = append(groups, f.groups(in)...)
	}
	return groups
}

// source returns the events of the inputs, in the order of their groups' names.
func (f *queryFiles) source(r *reading) cwli.Source {
	return func(ctx context.Context, in cwli.Input, yield func(*cwli.Event) error) error {
		for _, group := range f.groups(in) {
			if err := f.each(ctx, group, in, r, yield); err != nil {
				return err
			}
		}
		return nil
	}
}

// each reads the files of a log group for an input.
func (f *queryFiles) each(ctx context.Context, group string, in cwli.Input, r *reading, yield func(*cwli.Event) error) error {
	return f.sets[group].EachOf(ctx, group, in, func(e *cwli.Event) error {
		r.add(e)
		return yield(e)
	})
}

// size returns how many bytes the files of the groups have together, 0 if that is not
// known.
func (f *queryFiles) size(groups []string) (total int64) {
	for _, group := range groups {
		if f.sizes[group] < 0 {
			return 0
		}
		total += f.sizes[group]
	}
	return total
}
