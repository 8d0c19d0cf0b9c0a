// Package preview draws a report as each of its destinations would show it, and serves
// the drawings on this machine.
package preview

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// View is one form of a report, a web page of its own.
type View struct {
	Name    string   // of its file, without an ending
	Title   string   // for people
	For     []string // the destinations that get it
	Head    []string // lines above it that are not of the page: From: …
	Content string   // the page
	Frames  []Frame  // in which it is shown
}

// Frame is a window on a view, in pixels.
type Frame struct {
	Label         string
	Width, Height int
	Dark          bool // its reader prefers dark colours
}

// Frames of views. index.css has their widths.
var (
	pageFrames = []Frame{{"phone", phone, 780, false}, {"phone, dark", phone, 780, true}, {"desktop", 1280, 780, false}}
	mailFrames = []Frame{{"", 640, 780, false}, {"dark", 640, 780, true}, {"phone", phone, 780, false}}
	wideFrame  = []Frame{{"", 640, 620, false}}
	chatFrame  = []Frame{{"phone", phone, 620, false}}
)

// phone is the width of a common phone.
const phone = 390

// Views returns what the destinations of a report get, each form once, and its web page
// before them.
func Views(d *fanlight.Document, deliverTo []report.Destination) []View {
	all := []View{{Name: "page", Title: "Web page", Content: render.HTML(d), Frames: pageFrames}}
	forms := map[string][]string{} // the names of the views of a form
	for _, to := range deliverTo {
		form := deliver.Form(to)
		names, seen := forms[form]
		if !seen {
			for _, v := range viewsOf(Message(d, to), to) {
				all = add(all, v, to)
				names = append(names, all[len(all)-1].Name)
			}
			forms[form] = names
		}
		for i := range all {
			if slices.Contains(names, all[i].Name) || form == pageForm() && i == 0 {
				all[i].For = append(all[i].For, to.Name)
			}
		}
	}
	return all
}

// pageForm is the form of destinations that get the web page.
var pageForm = sync.OnceValue(func() string {
	return deliver.Form(report.Destination{Kind: report.KindFile, File: &report.File{Path: "a.html"}})
})

// add adds a view under a name that no other has.
func add(all []View, v View, to report.Destination) []View {
	if slices.ContainsFunc(all, func(o View) bool { return o.Name == v.Name }) {
		v.Name += "-" + to.Name
	}
	return append(all, v)
}

// Message returns what a destination would get: the report, or the line that stands for
// it.
func Message(d *fanlight.Document, to report.Destination) fanlight.Message {
	if d.Verdict == fanlight.Notify {
		return deliver.Partial(d, to)
	}
	return deliver.Render(d, to)
}

// viewsOf returns the views of a message, none for one that is the web page.
func viewsOf(m fanlight.Message, to report.Destination) []View {
	switch to.Kind {
	case report.KindEmail:
		return mail(m, to)
	case report.KindSlack:
		return []View{{Name: "slack", Title: "Slack", Content: Slack(m.Parts, m.Files...), Frames: wideFrame}}
	case report.KindTelegram:
		return []View{{Name: "telegram", Title: "Telegram", Content: Telegram(m.Parts, m.Files...), Frames: chatFrame}}
	case report.KindTeams:
		return []View{{Name: "teams", Title: "Teams", Content: Teams(m.Text), Frames: wideFrame}}
	case report.KindDiscord:
		return []View{{Name: "discord", Title: "Discord", Content: Discord(m.Parts), Frames: wideFrame}}
	case report.KindSNS:
		return []View{{Name: "sns", Title: "SNS", Head: []string{"Subject: " + m.Subject}, Content: Text(m.Text), Frames: wideFrame}}
	case report.KindWebhook:
		return []View{{Name: "webhook", Title: "Webhook", Content: JSON(m.Text), Frames: wideFrame}}
	case report.KindEventBridge:
		return []View{{Name: "eventbridge", Title: "EventBridge", Head: []string{"Detail type: " + m.Subject}, Content: JSON(m.Text), Frames: wideFrame}}
	case report.KindS3:
		return append([]View{{Name: "s3", Title: "S3", Content: Objects(m.Parts), Frames: wideFrame}}, editions(m.Parts)...)
	}
	return plain(m, to)
}

// plain returns the view of a file or of standard output.
func plain(m fanlight.Message, to report.Destination) []View {
	switch form := deliver.Form(to); {
	case form == pageForm() && strings.HasPrefix(m.Text, "<!doctype"):
		return nil
	case strings.HasSuffix(form, ".json"):
		return []View{{Name: "json", Title: "JSON", Content: JSON(m.Text), Frames: wideFrame}}
	}
	return []View{{Name: "text", Title: "Text", Content: Text(m.Text), Frames: wideFrame}}
}

func mail(m fanlight.Message, to report.Destination) []View {
	head := []string{"Subject: " + m.Subject}
	if to.Email != nil {
		head = append(head, "From: "+to.Email.From, "To: "+strings.Join(to.Email.To, ", "))
	}
	page := m.HTML
	for _, f := range m.Files {
		if f.ContentID == "" {
			head = append(head, fmt.Sprintf("Attached: %s (%s)", f.Name, render.Bytes(float64(len(f.Data)))))
			continue
		}
		page = strings.ReplaceAll(page, "\"cid:"+f.ContentID+"\"", "\""+dataURI(f)+"\"")
	}
	return []View{
		{Name: "mail", Title: "Mail", Head: head, Content: guarded(page), Frames: mailFrames},
		{Name: "mail-text", Title: "Mail, plain text", Content: Text(m.Text), Frames: wideFrame},
	}
}

// dataURI returns a picture as an address that holds it.
func dataURI(f fanlight.File) string {
	return "data:" + f.Type + ";base64," + base64.StdEncoding.EncodeToString(f.Data)
}

// guarded returns a page with a policy that lets it load nothing and run nothing.
func guarded(page string) string {
	const policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"" + viewPolicy + "\">"
	before, after, ok := strings.Cut(page, "<head>")
	if !ok {
		return policy + page
	}
	return before + "<head>" + policy + after
}

// viewPolicy is the content security policy of views.
const viewPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; img-src data:"
