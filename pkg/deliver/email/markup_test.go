package email_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/email"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

const (
	maxPage  = 81_000    // bytes of a page, with the mark of a possible duplicate
	maxMail  = 2_000_000 // with its pictures
	maxWidth = 640
)

var (
	comments = strings.NewReplacer("<!--[if !mso]><!-->", "", "<!--<![endif]-->", "", "<!--[if mso]></td></tr></table><![endif]-->", "",
		`<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->`, "",
		"<!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->", "")
	anyTag    = regexp.MustCompile(`<[^<>]*>`)
	known     = regexp.MustCompile(`^</?(!doctype html|html|head|title|meta|body|div|h1|h2|p|b|table|tr|th|td|span|br|img|a)((?: [a-z:-]+="[^"<>]*")*)>$`)
	attribute = regexp.MustCompile(` ([a-z:-]+)="([^"]*)"`)
	allowed   = regexp.MustCompile(`^(role|width|height|cellpadding|cellspacing|border|class|style|align|valign|bgcolor|src|alt|href|aria-label|aria-roledescription|lang|xmlns:o|charset|name|content)$`)
	refused   = regexp.MustCompile(`(?i)flex|grid|url\(|var\(|position|float|expression|@import|background-image|calc\(`)
	widths    = regexp.MustCompile(`(?:^|[;-])width:(\d+)px`)
	entities  = regexp.MustCompile(`&(amp|lt|gt|#34|#39);`)
)

// checkMail fails the test unless mail programs show a mail as it is meant, and nobody
// else has written markup into it.
func checkMail(t testing.TB, m fanlight.Message) {
	t.Helper()
	if why := wrong(m); why != "" {
		t.Fatal(why)
	}
	page := strings.Replace(comments.Replace(m.HTML), email.StyleSheet, "", 1)
	text := entities.ReplaceAllString(anyTag.ReplaceAllString(page, ""), "")
	if strings.ContainsAny(text, `<>&"`) {
		t.Fatalf("raw characters in %q", text)
	}
	rendertest.CheckHarmless(t, strings.ReplaceAll(text, "\n", ""))
	rendertest.CheckHarmless(t, m.Subject)
}

// wrong returns what mail programs do not show, empty if there is nothing of it.
func wrong(m fanlight.Message) string {
	if len(m.HTML) > maxPage || m.Size() > maxMail {
		return fmt.Sprintf("page of %d bytes, mail of %d", len(m.HTML), m.Size())
	}
	files := map[string]bool{}
	for _, f := range m.Files {
		files["cid:"+f.ContentID] = true
	}
	shown, seen := map[string]bool{}, map[string]bool{}
	page := strings.Replace(comments.Replace(m.HTML), email.StyleSheet, "", 1)
	for _, tag := range anyTag.FindAllString(page, -1) {
		if seen[tag] {
			continue
		}
		seen[tag] = true
		name, values, why := parse(tag)
		switch {
		case why != "":
			return why + " in " + tag
		case name == "img" && !files[values["src"]]:
			return "a picture that is not sent in " + tag
		case name == "img":
			shown[values["src"]] = true
		}
	}
	if len(shown) != len(files) {
		return fmt.Sprintf("%d files are sent and %d shown", len(files), len(shown))
	}
	return ""
}

// parse returns the name and the attributes of a tag, and what is wrong with it.
func parse(tag string) (name string, values map[string]string, why string) {
	found := known.FindStringSubmatch(tag)
	if found == nil {
		return "", nil, "foreign markup"
	}
	if strings.HasPrefix(tag, "</") {
		return "", nil, ""
	}
	values = map[string]string{}
	for _, a := range attribute.FindAllStringSubmatch(found[2], -1) {
		values[a[1]] = a[2]
		if !allowed.MatchString(a[1]) {
			return "", nil, "foreign attribute"
		}
	}
	return found[1], values, wrongTag(found[1], values)
}

// wrongTag returns what is wrong in the values of a tag.
func wrongTag(name string, values map[string]string) string {
	if refused.MatchString(values["style"]) {
		return "style " + refused.FindString(values["style"])
	}
	width, _ := strconv.Atoi(strings.TrimSuffix(values["width"], "%"))
	for _, found := range widths.FindAllStringSubmatch(values["style"], -1) {
		n, _ := strconv.Atoi(found[1])
		width = max(width, n)
	}
	switch {
	case width > maxWidth:
		return "a width beyond a mail's"
	case values["src"] != "" && !strings.HasPrefix(values["src"], "cid:"):
		return "a picture from outside"
	case name == "a" && (!strings.HasPrefix(values["href"], "https://") || values["style"] == ""):
		return "a link to another place, or of a colour of the mail program's"
	case values["href"] != "" && name != "a":
		return "an address of no link"
	case name == "img" && values["alt"] == "":
		return "a picture without words"
	case name == "table" && (values["cellpadding"] != "0" || values["cellspacing"] != "0" || values["border"] != "0"):
		return "a table with gaps"
	case (name == "div" || name == "span" || name == "h1" || name == "h2" || name == "p") && values["class"] != "" && values["style"] == "":
		return "a class without a style in place"
	}
	return ""
}

// TestWrong refuses what mail programs do not show.
func TestWrong(t *testing.T) {
	t.Parallel()
	picture := []fanlight.File{{ContentID: "a@b"}}
	for name, m := range map[string]fanlight.Message{
		"flex":          {HTML: `<div style="display:flex">`},
		"grid":          {HTML: `<div style="display:grid">`},
		"url":           {HTML: `<td style="background:url(x.png)">`},
		"variable":      {HTML: `<td style="color:var(--ink)">`},
		"position":      {HTML: `<div style="position:absolute">`},
		"style sheet":   {HTML: `<style>td{color:red}</style>`},
		"two of ours":   {HTML: email.StyleSheet + email.StyleSheet},
		"script":        {HTML: `<script>`},
		"event":         {HTML: `<td onclick="x">`},
		"link":          {HTML: `<a href="x" style="color:#1f4fbf">`},
		"plain link":    {HTML: `<a href="https://example.org/">`},
		"script link":   {HTML: `<a href="javascript:x" style="color:#1f4fbf">`},
		"address":       {HTML: `<td href="https://example.org/">`},
		"comment":       {HTML: `<!-- x -->`},
		"no words":      {HTML: `<img src="cid:a@b" width="104">`, Files: picture},
		"empty words":   {HTML: `<img src="cid:a@b" alt="">`, Files: picture},
		"data":          {HTML: `<img src="data:image/png,x" alt="x">`},
		"from outside":  {HTML: `<img src="https://example.org/x.png" alt="x">`},
		"not sent":      {HTML: `<img src="cid:a@b" alt="x">`},
		"not shown":     {HTML: "", Files: picture},
		"wide":          {HTML: `<td width="641">`},
		"wide in style": {HTML: `<td style="max-width:641px">`},
		"gaps":          {HTML: `<table width="100%">`},
		"only a class":  {HTML: `<div class="ik">`},
		"large page":    {HTML: strings.Repeat("x", maxPage+1)},
		"large mail":    {Files: []fanlight.File{{Data: make([]byte, maxMail+1)}}},
	} {
		if wrong(m) == "" {
			t.Errorf("%s is accepted", name)
		}
	}
	if why := wrong(fanlight.Message{HTML: email.StyleSheet + `<td width="100%" style="max-width:552px"><img src="cid:a@b" alt="x">`, Files: picture}); why != "" {
		t.Error(why)
	}
}
