package source

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/report"
)

var (
	kinds           = []string{string(report.KindStdout), string(report.KindFile), string(report.KindTelegram), string(report.KindEmail)}
	destinationKeys = keys{
		known: append(slices.Clone(kinds), "name", "on_unknown"),
		later: strings.Fields("slack webhook teams discord sns eventbridge s3 send_when"),
	}
	beside = map[string]string{
		"name": "it stands beside the kind, not inside it", "on_unknown": "it stands beside the kind, not inside it",
	}
	stdoutKeys   = keys{elsewhere: beside}
	fileKeys     = keys{known: []string{"path"}, elsewhere: beside}
	telegramKeys = keys{known: []string{"chat", "token"}, elsewhere: beside}
	emailKeys    = keys{known: []string{"from", "to"}, elsewhere: beside}
)

const (
	deliverHint  = "as in deliver: [ { stdout: {} } ]"
	telegramHint = `as in telegram: { chat: "@channel", token: "ssm:/path" }`
)

// readDestinations reads where the report goes and where its failures are told.
// No line or value of it is shown in problems: people put secrets there in more
// forms than can be recognised.
func (l *loader) readDestinations(m mapping, r *report.Report) {
	l.lenient = l.options.LenientDeliver
	defer func() { l.lenient = false }()
	for _, key := range []string{"deliver", "owner"} {
		if n, there := m.values[key]; there {
			l.hide(n)
		}
	}
	names := &namer{loader: l, taken: map[string]bool{}}
	if l.must(m, "deliver", deliverHint) {
		for _, item := range l.list(m.values["deliver"], "`deliver`", deliverHint) {
			r.Deliver = append(r.Deliver, l.destination(item, "`deliver`", names))
		}
	}
	if n, there := m.values["owner"]; there {
		owner := l.destination(n, "`owner`", names)
		r.Owner = &owner
	}
	names.fill(r)
}

// destination reads one place: exactly one kind, and beside it what any kind
// may have.
func (l *loader) destination(n *yaml.Node, what string, names *namer) report.Destination {
	d := report.Destination{OnUnknown: report.Resend}
	m, ok := l.mapping(n, "a destination of "+what, destinationKeys, "as in { stdout: {} }")
	if !ok {
		return d
	}
	d.Name = names.read(m)
	d.OnUnknown = l.onUnknown(m)
	d.Kind = l.kind(m)
	if d.Kind != "" {
		l.settings(m.values[string(d.Kind)], &d)
	}
	return d
}

func (l *loader) onUnknown(m mapping) report.OnUnknown {
	s, ok := l.words(m, "on_unknown", "")
	policy := report.OnUnknown(s.text)
	if !ok || s.raw || policy == report.Resend || policy == report.Skip {
		return cmp.Or(policy, report.Resend)
	}
	l.problem(placeOf(s.node), "", "`on_unknown` must be resend or skip")
	return report.Resend
}

// kind returns the only kind that a destination has.
func (l *loader) kind(m mapping) report.Kind {
	var found []string
	for _, kind := range kinds {
		if _, there := m.values[kind]; there {
			found = append(found, kind)
		}
	}
	switch {
	case len(found) == 1:
		return report.Kind(found[0])
	case len(found) > 1:
		l.problem(placeOf(m.node), "write two items", "%s has two kinds: %s", m.what, strings.Join(found, " and "))
	case !l.refusedKind(m.node):
		l.problem(placeOf(m.node), "it takes "+either(kinds), "the kind is missing in %s", m.what)
	}
	return ""
}

// refusedKind reports whether a key has been refused that may be the kind.
func (l *loader) refusedKind(n *yaml.Node) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if !slices.Contains(destinationKeys.known, n.Content[i].Value) {
			return true
		}
	}
	return false
}

func (l *loader) settings(n *yaml.Node, d *report.Destination) {
	what := quoted(string(d.Kind))
	switch d.Kind {
	case report.KindStdout:
		l.mapping(n, what, stdoutKeys, "as in stdout: {}")
	case report.KindFile:
		if m, ok := l.mapping(n, what, fileKeys, "as in file: { path: report.html }"); ok {
			d.File = &report.File{Path: l.needed(m, "path", "as in path: report.html").text}
		}
	case report.KindTelegram:
		if m, ok := l.mapping(n, what, telegramKeys, telegramHint); ok {
			d.Telegram = &report.Telegram{Chat: l.chat(m), Token: l.secret(m, "token")}
		}
	case report.KindEmail:
		if m, ok := l.mapping(n, what, emailKeys, "as in email: { from: a@example.org, to: [b@example.org] }"); ok {
			d.Email = &report.Email{From: l.address(l.needed(m, "from", addressHint)), To: l.recipients(m)}
		}
	}
}

// needed reads text that must be there.
func (l *loader) needed(m mapping, key, hint string) scalar {
	if !l.must(m, key, hint) {
		return scalar{raw: true}
	}
	s, ok := l.words(m, key, hint)
	s.raw = s.raw || !ok
	return s
}

var chatID = regexp.MustCompile(`^(@[A-Za-z][A-Za-z0-9_]{3,31}|-?[1-9][0-9]{0,18})$`)

// chat reads a chat's number or a channel's @name.
func (l *loader) chat(m mapping) string {
	if !l.must(m, "chat", telegramHint) {
		return ""
	}
	s, ok := l.scalar(m.values["chat"], "`chat`", "", "!!str", "!!int")
	if ok && !s.raw && !chatID.MatchString(s.text) {
		l.problem(placeOf(s.node), "as in @channel or -1001234567890", "`chat` is no chat of Telegram")
	}
	return s.text
}

const addressHint = "as in reports@example.org"

var address = regexp.MustCompile(`^([^<>@\pC]+ <[^<>@\s\pC]+@[^<>@\s\pC]+>|[^<>@\s\pC]+@[^<>@\s\pC]+)$`)

// address checks the form of an e-mail address, with or without a name before
// it; names that are still unknown pass.
func (l *loader) address(s scalar) string {
	if !s.raw && !address.MatchString(s.text) {
		l.problem(placeOf(s.node), addressHint, "this is no e-mail address")
	}
	return s.text
}

// maxRecipients is what one message of Amazon SES takes.
const maxRecipients = 50

func (l *loader) recipients(m mapping) []string {
	if !l.must(m, "to", `as in to: ["team@example.org"]`) {
		return nil
	}
	var to []string
	for _, item := range l.list(m.values["to"], "`to`", `as in ["team@example.org"]`) {
		if s, ok := l.scalar(item, "an address", addressHint, "!!str"); ok {
			to = append(to, l.address(s))
		}
	}
	if len(to) > maxRecipients {
		l.problem(placeOf(resolve(m.values["to"])), "", "`to` holds %d addresses, a message takes at most %d", len(to), maxRecipients)
	}
	return to
}

// namer gives every destination of a report a name of its own.
type namer struct {
	*loader
	taken map[string]bool
}

func (n *namer) read(m mapping) string {
	s, ok := n.words(m, "name", "")
	switch {
	case !ok || s.raw:
		return s.text
	case !report.ValidName(s.text):
		n.problem(placeOf(s.node), nameHint, "`name` is no name for a destination")
	case n.taken[s.text]:
		n.problem(placeOf(s.node), "", "two destinations are named %s", quoted(s.text))
	}
	n.taken[s.text] = true
	return s.text
}

// fill names those without a name by their kind, the second kind-2; the owner
// is the owner.
func (n *namer) fill(r *report.Report) {
	for i := range r.Deliver {
		if d := &r.Deliver[i]; d.Name == "" {
			d.Name = n.free(string(d.Kind))
		}
	}
	if r.Owner != nil && r.Owner.Name == "" {
		r.Owner.Name = n.free("owner")
	}
}

func (n *namer) free(base string) string {
	name := base
	for i := 2; n.taken[name]; i++ {
		name = fmt.Sprintf("%s-%d", base, i)
	}
	n.taken[name] = true
	return name
}
