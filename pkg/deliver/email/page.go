package email

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/text"
)

// pageWriter writes the rows of a mail, each a row of the one outer table.
type pageWriter struct{ markup.Writer }

const (
	maxPhrases   = 12 // of the footer
	maxPreheader = 200
)

// head returns a page up to its first section.
func head(e *edition.Edition) string {
	var m pageWriter
	m.Raw("<!doctype html>\n<html lang=\"en\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n",
		"<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\"><meta name=\"format-detection\" content=\"telephone=no,date=no,address=no,email=no\">\n")
	m.Element("<title>", e.Title, "</title>\n")
	m.Raw("<!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->\n", styleSheet,
		"</head>\n<body class=\"bg\" style=\"margin:0;padding:0;background:#f6f6f3\">\n")
	m.preheader(e)
	m.Element(`<div role="article" aria-roledescription="email" aria-label="`, e.Title+", "+e.Window, "\" lang=\"en\">\n")
	m.Raw(`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="bg" bgcolor="#f6f6f3"><tr><td class="pg" align="center" style="padding:16px 8px">`, "\n",
		`<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->`, "\n",
		`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" class="cd" style="max-width:600px;background:#ffffff;border:1px solid #e4e4de;border-radius:10px">`, "\n")
	m.title(e)
	m.lines(e)
	m.button(e.Page)
	return m.String()
}

// preheader writes what mail programs show after the subject: the first lines, or the
// first numbers. The blanks after it keep the page's own first words out of it.
func (m *pageWriter) preheader(e *edition.Edition) {
	var words []string
	for _, l := range e.Lines {
		words = append(words, string(l.Tag)+": "+strings.TrimSuffix(l.Text(), ".")+".")
	}
	for _, s := range e.Sections {
		if len(e.Lines) == 0 && s.Number != nil {
			words = append(words, s.Title+": "+text.Limit(s.Number.Text(), maxValue)+".")
		}
	}
	m.Raw(`<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">`)
	m.Text(text.Limit(strings.Join(words[:min(len(words), maxPhrases)], " "), maxPreheader))
	m.Text(strings.Repeat("\u2007\ufeff\u034f ", 30))
	m.Raw("</div>\n")
}

func (m *pageWriter) title(e *edition.Edition) {
	m.Raw(`<tr><td style="padding:24px 24px 16px"><h1 class="ik" style="`, size22, "margin:0;", strong, breaks, ink)
	m.Element(`">`, e.Title, "</h1>")
	window := e.Window
	if e.Compared != "" {
		window += ". Compared with " + e.Compared + "."
	}
	m.Raw(`<div class="sf" style="`, size14, "padding-top:4px;", soft)
	m.Element(`">`, window, "</div></td></tr>\n")
}

func (m *pageWriter) lines(e *edition.Edition) {
	if len(e.Lines) == 0 {
		return
	}
	m.Raw(`<tr><td style="padding:0 24px 16px">`, layout)
	for _, l := range e.Lines {
		m.Raw(`<tr><td class="ln" width="104" valign="top" style="padding:8px 0;`, rule, keeps, `">`)
		m.tag(tagForms[l.Tag], string(l.Tag))
		m.Raw(`</td><td class="ln ik" valign="top" style="`, size15, "padding:8px 0;", rule, breaks, ink, `">`)
		switch address := placeOf(e.Page, l.Section); {
		case l.Strong != "" && address != "":
			m.Element(`<a class="ik" href="`, address, `" style="`+ink+`"><b>`)
			m.Element("", l.Strong, "</b></a>")
		case l.Strong != "":
			m.Element("<b>", l.Strong, "</b>")
		}
		m.Text(l.Rest)
		m.Raw("</td></tr>\n")
	}
	m.Raw("</table></td></tr>\n")
}

// placeOf returns the address of a section of a page, or of the page if that is none of a
// web server's own: the console would not pass the place on to it.
func placeOf(page, section string) string {
	if page == "" || section == "" || strings.ContainsAny(page, "?#") {
		return page
	}
	return page + "#" + section
}

// button leads to the whole report, if there is an address. Its table gives it a frame in
// Outlook for Windows, too.
func (m *pageWriter) button(address string) {
	if address == "" {
		return
	}
	m.Raw(`<tr><td style="padding:4px 24px 20px"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="bt" bgcolor="#1c1e21" style="background:#1c1e21;border-radius:6px">`)
	m.Element(`<a href="`, address, `" style="`+size14+strong+`display:inline-block;padding:8px 16px;color:#ffffff;text-decoration:none">Full report</a></td></tr></table></td></tr>`+"\n")
}

// foot returns a page from the end of its last section on.
func foot(e *edition.Edition) string {
	var m pageWriter
	m.Raw(`<tr><td style="padding:32px 24px 24px"><div class="sf ln" style="`, sans, "font-size:12px;line-height:18px;padding-top:16px;", rule, breaks, soft, `">`)
	phrases := e.Footer.Summary
	for _, phrase := range phrases[:min(len(phrases), maxPhrases)] {
		m.Element("", phrase, "<br>")
	}
	if more := len(phrases) - maxPhrases; more > 0 {
		m.Element("… ", render.More(more, "note"), "<br>")
	}
	m.Text(e.Footer.Run)
	if e.Index != "" {
		m.Raw("<br>")
		m.link(e.Index, "All editions")
	}
	m.Raw("</div></td></tr>\n</table>\n<!--[if mso]></td></tr></table><![endif]-->\n</td></tr></table>\n</div>\n</body></html>\n")
	return m.String()
}

// note writes a line in small grey letters.
func (m *pageWriter) note(s string) {
	m.Raw(`<tr><td style="padding:8px 24px 0">`)
	m.small(s)
	m.Raw("</td></tr>\n")
}

// lines returns a text as a page, a paragraph for each line.
func lines(text string) string {
	var m markup.Writer
	m.Raw("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"></head>\n",
		"<body style=\"margin:0;padding:16px;background:#ffffff\">\n")
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		m.Element("<p style=\"margin:0 0 4px;min-height:12px;font:15px/21px Arial,sans-serif;color:#1c1e21\">", line, "</p>\n")
	}
	m.Raw("</body>\n</html>\n")
	return m.String()
}
