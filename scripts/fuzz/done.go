package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/scripts/record"
)

// done has the time and the executions of a target on a content: a line of the list.
type done struct {
	target
	time       time.Duration
	executions int64
	content    string // of the package and all that it imports
	commit     string
	date       string
}

// doneHead is the first line of the list.
const doneHead = "# package\ttarget\tseconds\texecutions\tcontent\tcommit\tdate"

func (d done) line() string {
	return fmt.Sprintf("%s\t%s\t%d\t%d\t%s\t%s\t%s", d.folder, d.name, int64(d.time.Seconds()), d.executions, d.content, d.commit, d.date)
}

func parseDone(line string) (d done, err error) {
	fields := strings.Split(line, "\t")
	if len(fields) != 7 {
		return d, fmt.Errorf("invalid line %q: want seven fields with tabs between them", line)
	}
	seconds, err := strconv.ParseUint(fields[2], 10, 31)
	if err != nil {
		return d, fmt.Errorf("invalid seconds %q: want a number", fields[2])
	}
	executions, err := strconv.ParseInt(fields[3], 10, 64)
	if err != nil || executions < 0 {
		return d, fmt.Errorf("invalid executions %q: want a number", fields[3])
	}
	return done{
		target: target{fields[0], fields[1]}, time: time.Duration(seconds) * time.Second, executions: executions,
		content: fields[4], commit: fields[5], date: fields[6],
	}, nil
}

func readDone(path string) ([]done, error) {
	all, err := record.Read(path, parseDone)
	if err != nil {
		return nil, fmt.Errorf("read the list of what is done: %w", err)
	}
	return all, nil
}

func writeDone(path string, all []done) error {
	if err := record.Write(path, doneHead, all, done.line); err != nil {
		return fmt.Errorf("write the list of what is done: %w", err)
	}
	return nil
}

// of returns what the list has of a target on a content.
func of(all []done, t target, content string) (d done) {
	for _, d := range all {
		if d.target == t && d.content == content {
			return d
		}
	}
	return done{target: t, content: content}
}

// with returns the list with d, added to what it has of the target on the same content, and
// in place of what it has on another one.
func with(all []done, d done) []done {
	before := of(all, d.target, d.content)
	d.time, d.executions = d.time+before.time, d.executions+before.executions
	all = slices.DeleteFunc(slices.Clone(all), func(other done) bool { return other.target == d.target })
	all = append(all, d)
	slices.SortFunc(all, func(a, b done) int { return strings.Compare(a.String(), b.String()) })
	return all
}
