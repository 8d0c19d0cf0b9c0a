package email

import (
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
)

// The bounds of a mail's pictures. A chart has about 15 kB in each of its two forms, a
// small line 1 kB.
const (
	maxCharts   = 20
	maxSparks   = 12
	maxPictures = 1_500_000 // bytes
)

// picture is a chart, or the small line of a number, for light and for dark
// surroundings.
type picture struct {
	id, alt     string
	light, dark []byte
}

// drawn gives a picture.
type drawn interface {
	PNG(dark bool) ([]byte, error)
	Describe() string
}

// pictures draws the charts of an edition and the small lines of its numbers, by the
// sections' IDs. Many numbers have no lines: they would be slow to draw, and to read. A
// chart without a picture is shown as the table of its values.
func pictures(e *edition.Edition) map[string]*picture {
	sparks := 0
	for _, s := range e.Sections {
		if s.IsNumber() {
			sparks++
		}
	}
	all, charts, size := map[string]*picture{}, 0, 0
	for _, s := range e.Sections {
		var of drawn
		switch {
		case s.Number != nil && s.Number.Spark != nil && sparks <= maxSparks:
			of = s.Number.Spark
		case s.Chart != nil && charts < maxCharts:
			of = s.Chart
			charts++
		default:
			continue
		}
		if p, ok := draw(s.ID, of); ok && size+len(p.light)+len(p.dark) <= maxPictures {
			size += len(p.light) + len(p.dark)
			all[s.ID] = p
		}
	}
	return all
}

// draw draws both forms. A line with too few points has none.
func draw(id string, of drawn) (*picture, bool) {
	light, err := of.PNG(false)
	if err != nil || light == nil {
		return nil, false
	}
	dark, err := of.PNG(true)
	if err != nil {
		return nil, false
	}
	return &picture{id, of.Describe(), light, dark}, true
}

// domain makes the IDs of pictures unique among those of other programs.
const domain = "@fanlight"

// files returns the two files of a picture.
func (p *picture) files() []fanlight.File {
	return []fanlight.File{
		{Name: p.id + ".png", Type: "image/png", ContentID: p.id + domain, Data: p.light},
		{Name: p.id + "-dark.png", Type: "image/png", ContentID: p.id + "-dark" + domain, Data: p.dark},
	}
}

// imageForm is the size of a picture, and how its description looks without it. A picture
// that may be narrower than that leaves room for a long tag on a small phone.
type imageForm struct{ size, style markup.Safe }

var (
	chartImage = imageForm{`width="552"`, "width:100%;max-width:552px;height:auto;border:0;" + size13 + soft}
	sparkImage = imageForm{`width="104"`, "max-width:100%;height:auto;border:0;" + sans + "font-size:10px;line-height:12px;color:#6f757e"}
)

// write writes both forms. Mail programs that know no dark mode show the first one, and
// Outlook for Windows, which cannot hide the second one, does not see it.
func (p *picture) write(m *markup.Writer, f imageForm) {
	m.Element(`<img class="lt" src="cid:`, p.id+domain, `" `)
	m.Raw(f.size)
	m.Element(` alt="`, p.alt, `" style="display:block;`)
	m.Raw(f.style, `"><!--[if !mso]><!-->`)
	m.Element(`<img class="dk" src="cid:`, p.id+"-dark"+domain, `" `)
	m.Raw(f.size)
	m.Element(` alt="`, p.alt, `" style="display:none;`)
	m.Raw(f.style, `"><!--<![endif]-->`)
}
