package render

import (
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
)

// Around says where the page of an edition that lies in an archive finds other files of
// it, by addresses relative to the page: so it leads on wherever the archive is shown.
type Around struct {
	Index    string              // the page of all editions, which has a place "d2026-11-26" for each day
	Data     string              // the edition's data as JSON
	Previous string              // the page of the edition before it; empty: none is known
	Before   fanlight.Window     // of that edition
	File     func(string) string // the address of the edition's file of a name
}

// neighbour is a link to another edition.
type neighbour struct {
	address, words string
	rel            markup.Safe
}

// places are where a page leads in an archive, in the order of their links.
type places struct {
	previous, index, data, next neighbour
	file                        func(*edition.File) string // its address; empty: nowhere
}

// placesOf returns where a page leads that lies outside the archive of its document, if
// that has an address.
func placesOf(d *fanlight.Document) places {
	p := places{file: func(f *edition.File) string { return f.Address }}
	if d.Archive != nil {
		p.index = neighbour{address: d.Archive.Index, words: allEditions}
	}
	return p
}

const allEditions = "All editions"

// in returns where a page leads that lies in an archive.
func (a Around) in(d *fanlight.Document) places {
	day, name := edition.Next(d)
	if name == "" {
		name = "Next"
	}
	p := places{
		index: neighbour{address: a.Index, words: allEditions}, data: neighbour{address: a.Data, words: "JSON"}, file: func(f *edition.File) string { return a.File(f.Name) },
		next: neighbour{a.Index + "#d" + day.Format(time.DateOnly), name, "next"},
	}
	if a.Previous != "" {
		p.previous = neighbour{a.Previous, edition.Name(d, a.Before.End, a.Before.Start), "prev"}
	}
	return p
}

// neighbours writes a list of the links that there are.
func (p *page) neighbours(list markup.Safe, label string, all ...neighbour) {
	open := false
	for _, n := range all {
		if n.address == "" {
			continue
		}
		if !open {
			p.Element("<nav aria-label=\"", label, "\"><")
			p.Raw(list, ">")
			open = true
		}
		p.Raw("<li>")
		p.neighbour(n)
		p.Raw("</li>")
	}
	if open {
		p.Raw("</", list, "></nav>\n")
	}
}

func (p *page) neighbour(n neighbour) {
	p.Element("<a href=\"", n.address, "\"")
	switch n.rel {
	case "prev":
		p.Raw(" rel=\"prev\"><span aria-hidden=\"true\">‹ </span><span class=\"vh\">Previous: </span>")
		p.Element("", n.words, "</a>")
	case "next":
		p.Raw(" rel=\"next\"><span class=\"vh\">Next: </span>")
		p.Element("", n.words, "<span aria-hidden=\"true\"> ›</span></a>")
	default:
		p.Element(">", n.words, "</a>")
	}
}

// rest counts the rows of a section that are not shown, and leads to the file that has
// them, or the first ones of them.
func (p *page) rest(s edition.Section, rows int) {
	note, address := NotShown(rows, 0), p.fileOf(s)
	switch {
	case note == "" || address == "":
		p.Text(note)
	case s.File.Whole:
		p.Element("<a href=\"", address, "\">")
		p.Element("", note+" as CSV", "</a>")
	default:
		p.Text(note + "; ")
		p.Element("<a href=\"", address, "\">")
		p.Element("", "the first "+amount.Count(float64(s.File.Rows))+" rows as CSV", "</a>")
	}
}

// fileOf returns the address of the file of a section's rows; empty without one.
func (p *page) fileOf(s edition.Section) string {
	if s.File == nil {
		return ""
	}
	return p.around.file(s.File)
}
