package edition

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

// cells returns how the values of a column are written.
func (b *builder) cells(name string, kind Kind, of report.Section, q *fanlight.QueryResult) func(string) Cell {
	switch kind {
	case Time:
		layout := b.timeLayout(name, q)
		return func(s string) Cell { return b.time(s, layout) }
	case Figure:
		unit := of.Unit
		if q.Shape != nil && len(q.Shape.Labels) > 0 && name != q.Measure(of) {
			unit = "" // the section's unit is that of the column that it measures
		}
		return func(s string) Cell { return figure(s, unit) }
	case Group:
		short := b.shortGroups(name, q)
		return func(s string) Cell { return shortened(s, short(s)) }
	case Message:
		return message
	default:
		return func(s string) Cell { return Cell{Text: inOneLine(s)} }
	}
}

// figure returns a number of a column.
func figure(s string, unit report.Unit) Cell {
	value, ok := fanlight.ParseNumber(s)
	switch {
	case s == "":
		return Cell{}
	case !ok || unit == "":
		return Cell{Text: inOneLine(amount.Exact(s))}
	}
	return shortened(amount.Exact(s), amount.Format(value, unit))
}

func shortened(full, short string) Cell {
	c := Cell{Text: clean(short, maxCell)}
	if short != full {
		c.Full = clean(full, maxCell)
	}
	return c
}

// timeLayout returns the form of a column's times: the day only if the window has more
// than one, seconds and their fractions only if some value has any.
func (b *builder) timeLayout(name string, q *fanlight.QueryResult) string {
	w := b.document.Window
	start, last := w.Start.In(b.zone), w.End.In(b.zone).Add(-1)
	layout, seconds, day := "15:04", false, start.YearDay() != last.YearDay() || start.Year() != last.Year()
	midnight := true
	for _, row := range q.Rows {
		text, _ := row.Get(name)
		if t, ok := fanlight.ParseTime(text); ok {
			t = t.In(b.zone)
			seconds = seconds || t.Second() != 0 || t.Nanosecond() != 0
			midnight = midnight && t.Hour() == 0 && t.Minute() == 0
			day = day || t.Before(w.Start) && t.In(b.zone).YearDay() != start.YearDay()
		}
	}
	switch {
	case midnight && !seconds:
		return "Mon 2 Jan"
	case seconds:
		layout = "15:04:05"
	}
	if day {
		return "2 Jan " + layout
	}
	return layout
}

func (b *builder) time(s, layout string) Cell {
	t, ok := fanlight.ParseTime(s)
	if !ok {
		return Cell{Text: clean(s, maxCell)}
	}
	return Cell{Text: t.In(b.zone).Format(layout), Full: clean(s, maxCell) + " UTC"}
}

// shortGroups returns how the log groups of a column are shortened: the account is left
// out if there is one only, the path if no two groups would look the same.
func (b *builder) shortGroups(name string, q *fanlight.QueryResult) func(string) string {
	accounts, paths := map[string]bool{}, map[string]string{}
	clash := false
	for _, row := range q.Rows {
		value, _ := row.Get(name)
		if value == "" {
			continue
		}
		account, group := accountOf(value)
		accounts[account] = true
		short := lastPart(group)
		clash = clash || paths[short] != "" && paths[short] != group
		paths[short] = group
	}
	return func(s string) string {
		account, group := accountOf(s)
		if !clash {
			group = lastPart(group)
		}
		if len(accounts) > 1 && account != "" {
			return account + ":" + group
		}
		return group
	}
}

// accountOf divides a value of @log, such as 123456789012:/aws/lambda/bot.
func accountOf(log string) (account, group string) {
	account, group, has := strings.Cut(log, ":")
	if !has || strings.Trim(account, "0123456789") != "" {
		return "", log
	}
	return account, group
}

func lastPart(group string) string {
	if short := group[strings.LastIndex(group, "/")+1:]; short != "" {
		return short
	}
	return group
}
