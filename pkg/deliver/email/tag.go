package email

import (
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
)

// tagForm is how a tag looks. The forms differ without colours, too.
type tagForm struct{ class, style markup.Safe }

var tagForms = map[edition.Tag]tagForm{
	edition.TagAlert:      {"tb", "background:#b3261e;color:#ffffff;padding:2px 4px;"},
	edition.TagWarning:    {"tw", "background:#fbf2dd;color:#7d4e00;padding:2px 4px;"},
	edition.TagNew:        {"tn", "background:#ececea;color:#1c1e21;padding:2px 4px;"},
	edition.TagIncomplete: failedForm,
	edition.TagOK:         {"gd", "color:#1d6b3c;border:1px solid #1d6b3c;padding:1px 3px;"},
}

var (
	failedForm = tagForm{"bad", "color:#b3261e;border:1px dashed #b3261e;padding:1px 3px;"}
	stateForm  = tagForm{"sf", "color:#5c626b;border:1px dashed #b9bab5;padding:1px 3px;font-weight:normal;"}
)

// tag writes a word in a frame. Outlook for Windows ignores the padding of a span: blanks
// take its place.
func (m *pageWriter) tag(f tagForm, word string) {
	m.Raw(`<span class="`, f.class, `" style="`, size12, strong, f.style, "border-radius:4px;", keeps, `">`)
	m.Text("\u00a0" + word + "\u00a0")
	m.Raw("</span>")
}
