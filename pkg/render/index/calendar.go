package index

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/report"
)

const (
	mostMonths = 60 // of the calendar
	openMonths = 4  // that are not folded
)

// date returns a day at midnight of UTC: days of the calendar have no zone.
func date(day string) time.Time {
	t, _ := time.Parse(time.DateOnly, day) // which was checked
	return t
}

func monthOf(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// calendar writes the months from the newest to the oldest one, in pairs. The first one is
// that of the edition to come.
func (p *page) calendar() {
	days := map[string][]run{}
	oldest, latest := date(p.runs[0].Day), date(p.runs[0].Day)
	for _, r := range p.runs {
		days[r.Day] = append(days[r.Day], r)
		if d := date(r.Day); d.Before(oldest) {
			oldest = d
		} else if d.After(latest) {
			latest = d
		}
	}
	first := monthOf(p.next())
	if last := monthOf(latest); first.Before(last) {
		first = last
	}
	p.Raw("<h2 class=\"vh\">Calendar</h2>\n")
	n := 0
	for m := first; !m.Before(monthOf(oldest)) && n < mostMonths; m = m.AddDate(0, -1, 0) {
		switch {
		case n == openMonths:
			p.Raw("</div>\n<details class=\"fold\"><summary>Earlier months</summary>\n<div class=\"months\">\n")
		case n > 0 && n%2 == 0:
			p.Raw("</div>\n")
			fallthrough
		case n == 0:
			p.Raw("<div class=\"months\">\n")
		}
		p.month(m, days, n == 0)
		n++
	}
	p.Raw("</div>\n")
	if n > openMonths {
		p.Raw("</details>\n")
	}
}

// next returns the day of the edition after the newest one.
func (p *page) next() time.Time {
	e := p.list.Entries[0]
	day, _ := edition.Next(&fanlight.Document{Timezone: p.list.Timezone, Window: e.Window, Period: report.Window{Calendar: e.Period}})
	return date(day.Format(time.DateOnly))
}

// month writes a month in weeks from Monday. The newest one also has the places of the days
// of the month after it.
func (p *page) month(m time.Time, days map[string][]run, newest bool) {
	p.Element("<div>\n<table class=\"cal\"><caption>", m.Format("January 2006"), "</caption><thead><tr>")
	for i := range 7 {
		p.Element("<th scope=\"col\">", time.Weekday((i + 1) % 7).String()[:3], "</th>")
	}
	p.Raw("</tr></thead><tbody>\n")
	after := m.AddDate(0, 1, 0)
	monday := m.AddDate(0, 0, -(int(m.Weekday())+6)%7)
	for ; monday.Before(after); monday = monday.AddDate(0, 0, 7) {
		p.Raw("<tr>")
		for i := range 7 {
			if d := monday.AddDate(0, 0, i); d.Month() == m.Month() {
				p.day(d, days[d.Format(time.DateOnly)])
			} else {
				p.Raw("<td></td>")
			}
		}
		p.Raw("</tr>\n")
	}
	p.Raw("</tbody></table>\n")
	for d := after; newest && d.Month() == after.Month(); d = d.AddDate(0, 0, 1) {
		p.Element("<span id=\"d", d.Format(time.DateOnly), "\"></span>")
	}
	p.Raw("</div>\n")
}

// day writes a day with its editions. One leads to its page, several to the first of them
// in the list.
func (p *page) day(day time.Time, of []run) {
	key := day.Format(time.DateOnly)
	p.Element("<td id=\"d", key, "\">")
	if len(of) == 0 {
		p.Element("<span class=\"day off\"><b>", day.Format("2"), "</b></span></td>")
		return
	}
	worst, over := Skipped, false
	for _, r := range of {
		over = over || r.Alert
		if r.State == Incomplete || r.State == Sent && worst == Skipped {
			worst = r.State
		}
	}
	class := "day " + markup.Safe(worst)
	if over {
		class += " over"
	}
	address := of[0].address()
	words, value := "", ""
	if n, ok := of[0].number(p.headline()); ok {
		words, value = ", "+n.Title+" ", n.Text
	}
	if len(of) > 1 {
		address, words, value = "#l"+key, ", "+edition.Many(len(of), "edition", "editions"), fmt.Sprintf("× %d", len(of))
	}
	p.cell(class, address, day, worst, words, value)
}

func (p *page) cell(class markup.Safe, address string, day time.Time, state State, words, value string) {
	end := markup.Safe("</span></td>")
	if address != "" {
		p.Raw("<a class=\"", class, "\"")
		p.Element(" href=\"", address, "\">")
		end = "</a></td>"
	} else {
		p.Raw("<span class=\"", class, "\">")
	}
	p.Element("<span class=\"vh\">", day.Format("Mon 2 January")+": ", "")
	p.Raw(stateWords[state])
	p.Element("", words, "</span>")
	p.Element("<b aria-hidden=\"true\">", day.Format("2"), "</b>")
	p.Raw(icons[state])
	switch {
	case state == Skipped && value == "":
		p.Raw("<i aria-hidden=\"true\">skipped</i>")
	case value != "":
		p.Element("<i>", value, "</i>")
	}
	p.Raw(end)
}

// address returns where an edition's page is; empty if it has none.
func (e Entry) address() string {
	if e.Folder == "" {
		return ""
	}
	return e.Folder + "/" + fanlight.ArchivePage
}
