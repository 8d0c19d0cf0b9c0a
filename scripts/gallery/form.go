package main

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// form is a document in one form, as a web page.
type form struct {
	file, title string
	content     string
	head        []string // lines above it that are not of the page: Subject: …
	windows     []window // that its pictures have
	measured    bool     // in every width, and by axe-core: a page of ours, not a drawing of another program's
	isMail      bool
	pictures    []string
	figures     figures
}

// window is a browser's window, in pixels.
type window struct {
	width  int
	scheme string // of colours that its reader prefers: light or dark
}

// The windows of forms: pages and mails have four pictures, drawings of chats one or two.
var (
	ofPage = []window{{390, "light"}, {390, "dark"}, {1280, "light"}, {1280, "dark"}}
	ofChat = []window{{390, "light"}, {640, "light"}}
	ofText = []struct {
		columns int
		window
	}{{80, window{700, "light"}}, {40, window{390, "light"}}}
)

// everywhere has a destination of each kind that has a form of its own.
var everywhere = []report.Destination{
	{Name: "email", Kind: report.KindEmail, Email: &report.Email{From: "Fanlight <reports@example.org>", To: []string{"team@example.org"}}},
	{Name: "slack", Kind: report.KindSlack, Slack: &report.Slack{Channel: "#team"}},
	{Name: "webhook", Kind: report.KindSlack, Slack: &report.Slack{Webhook: "env:SLACK"}},
	{Name: "teams", Kind: report.KindTeams, Teams: &report.Teams{}},
	{Name: "telegram", Kind: report.KindTelegram, Telegram: &report.Telegram{}},
	{Name: "discord", Kind: report.KindDiscord, Discord: &report.Discord{}},
	{Name: "sns", Kind: report.KindSNS, SNS: &report.SNS{}},
}

// forms returns a document in every form, its web page first.
func forms(name string, d *fanlight.Document) (all []form) {
	for _, v := range preview.Views(d, everywhere) {
		f := form{file: name + "." + v.Name + ".html", title: v.Title, content: v.Content, head: subject(v.Head), windows: ofChat}
		switch v.Name {
		case "page":
			f.file, f.windows, f.measured = name+".html", ofPage, true
		case "mail":
			f.windows, f.measured, f.isMail = ofPage, true, true
		}
		all = append(all, f)
	}
	for _, t := range ofText {
		text := preview.Text(render.Text(d, render.TextOptions{Width: t.columns}))
		all = append(all, form{file: fmt.Sprintf("%s.text-%d.html", name, t.columns), title: fmt.Sprintf("Text, %d columns", t.columns), content: text, windows: []window{t.window}})
	}
	return all
}

// subject returns the lines that differ from report to report.
func subject(head []string) (lines []string) {
	for _, line := range head {
		if strings.HasPrefix(line, "Subject: ") {
			lines = append(lines, line)
		}
	}
	return lines
}
