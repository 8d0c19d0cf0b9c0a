package source

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report"
)

var (
	kinds           = kindNames()
	destinationKeys = keys{
		known: append(slices.Clone(kinds), "name", "on_unknown"),
		later: strings.Fields("send_when"),
	}
	nextToKind = map[string]string{
		"name": "it belongs next to the kind, not in it", "on_unknown": "it belongs next to the kind, not in it",
	}
	stdoutKeys   = keys{elsewhere: nextToKind}
	fileKeys     = keys{known: []string{"path"}, elsewhere: nextToKind}
	telegramKeys = keys{known: []string{"chat", "token", "topic"}, elsewhere: nextToKind}
	emailKeys    = keys{known: []string{"from", "to", "attach"}, elsewhere: nextToKind}
)

const (
	wantDeliver     = "a list such as [ { stdout: {} } ]"
	wantDestination = "a mapping such as { stdout: {} }"
	wantStdout      = "{}"
	wantFile        = "a mapping such as { path: report.html }"
	wantPath        = "a path such as report.html"
	wantTelegram    = `a mapping such as { chat: "@channel", token: "ssm:/path" }`
	wantChat        = `a channel such as "@channel", or a number such as -1001234567890`
	wantEmail       = "a mapping such as { from: a@example.org, to: [b@example.org] }"
	wantAddress     = "an address such as reports@example.org"
	wantAddresses   = `a list such as ["team@example.org"]`
)

func kindNames() (names []string) {
	for _, kind := range report.Kinds() {
		names = append(names, string(kind))
	}
	return names
}

// readDestinations reads deliver and owner. No problem shows a line or a value of
// these: people write secrets there in more forms than can be recognized.
func (b *builder) readDestinations() {
	for _, key := range []string{"deliver", "owner"} {
		if v, there := b.root.get(key); there {
			v.hide(v.node)
		}
	}
	names := newNames()
	if v, there := b.root.need("deliver", wantDeliver); there {
		v.lenient = b.options.LenientDeliver
		for _, item := range v.list(wantDeliver, "destination of deliver") {
			d := readDestination(item, names)
			b.noteFile(item, d)
			b.report.Deliver = append(b.report.Deliver, d)
		}
	}
	if v, there := b.root.get("owner"); there {
		v.lenient = b.options.LenientDeliver
		owner := readDestination(v, names)
		b.noteFile(v, owner)
		b.report.Owner = &owner
	}
	names.fill(b.report)
}

// noteFile notes a file that the reporter of a deployment would write to a disk that
// nobody sees.
func (b *builder) noteFile(v value, d report.Destination) {
	b.refuseRows(v, d)
	if b.options.ForAWS && d.Kind == report.KindFile {
		v.note(v.at(), "on AWS use s3", "a file destination is written on the machine that runs the report")
	}
}

// refuseRows refuses a file of CSV for more than one query: it has the rows of one.
func (b *builder) refuseRows(v value, d report.Destination) {
	if n := len(b.report.Queries); n > 1 && d.File != nil && strings.EqualFold(filepath.Ext(d.File.Path), ".csv") {
		v.problem(v.at(), "s3, and --out of fanlight run, write a file of each query", "a .csv file has the rows of one query, and the report has %d: want .html, .json or .txt", n)
	}
}

// readDestination reads one destination: exactly one kind with its settings, and
// next to it the keys that every kind may have.
func readDestination(v value, names names) report.Destination {
	d := report.Destination{OnUnknown: report.Resend}
	m, ok := v.mapping(destinationKeys, wantDestination)
	if !ok {
		return d
	}
	d.Name = names.read(m)
	policies := []string{string(report.Resend), string(report.Skip)}
	d.OnUnknown = report.OnUnknown(m.choice("on_unknown", policies, string(report.Resend)))
	if settings, ok := readKind(m); ok {
		d.Kind = report.Kind(settings.what)
		readSettings(settings, &d)
	}
	return d
}

// readKind returns the settings of the only kind that a destination has.
func readKind(m mapping) (value, bool) {
	found := slices.DeleteFunc(slices.Clone(kinds), func(kind string) bool { return !m.has(kind) })
	switch {
	case len(found) == 1:
		return m.get(found[0])
	case len(found) > 1:
		m.problem(m.at(), "", "%s in one %s: want one kind in each", strings.Join(found, " and "), m.what)
	case len(m.refused) == 0: // a refused key may be the kind
		m.missing("kind", either(kinds))
	}
	return value{}, false
}

// readSettings reads the settings of the destination's kind.
func readSettings(v value, d *report.Destination) {
	switch d.Kind {
	case report.KindStdout:
		v.mapping(stdoutKeys, wantStdout)
	case report.KindFile:
		if m, ok := v.mapping(fileKeys, wantFile); ok {
			d.File = &report.File{Path: readPath(m)}
		}
	case report.KindTelegram:
		if m, ok := v.mapping(telegramKeys, wantTelegram); ok {
			d.Telegram = &report.Telegram{Chat: readChat(m), Token: readSecret(m, "token"), Topic: m.number("topic", 1, math.MaxInt32, 0)}
		}
	case report.KindEmail:
		if m, ok := v.mapping(emailKeys, wantEmail); ok {
			d.Email = &report.Email{
				From: readAddress(m.needText("from", wantAddress, "!!str")), To: readRecipients(m),
				Attach: report.Attach(m.choice("attach", []string{string(report.AttachCSV)}, "")),
			}
		}
	default:
		readPlace(v, d)
	}
}

var filePath = lazyregexp.New(`^[^\pC]*[^\pC/]$`)

// readPath reads the path of a file. No shell puts the home folder in place of
// ~/, and a path with / at its end is that of a folder.
func readPath(m mapping) string {
	s := m.needText("path", wantPath, "!!str")
	if !s.unresolved && (!filePath().MatchString(s.text) || strings.HasPrefix(s.text, "~/")) {
		s.invalid(wantPath + ", without ~/ at the start, / at the end and control characters")
	}
	return s.text
}

var chatID = lazyregexp.New(`^(@[A-Za-z][A-Za-z0-9_]{3,31}|-?[1-9][0-9]{0,18})$`)

// readChat reads a chat's number or a channel's @name.
func readChat(m mapping) string {
	s := m.needText("chat", wantChat, "!!str", "!!int")
	if !s.unresolved && !chatID().MatchString(s.text) {
		s.invalid(wantChat)
	}
	return s.text
}

// maxRecipients is the most recipients of one message of Amazon SES.
//
// Source: docs.aws.amazon.com/ses/latest/dg/quotas.html
const maxRecipients = 50

func readRecipients(m mapping) (to []string) {
	v, there := m.need("to", wantAddresses)
	if !there {
		return nil
	}
	for _, item := range v.list(wantAddresses, "address") {
		if s, ok := item.scalar(wantAddress, "!!str"); ok {
			to = append(to, readAddress(s))
		}
	}
	if len(to) > maxRecipients {
		v.invalid("at most %d addresses, not %d", maxRecipients, len(to))
	}
	return to
}

// names are the names of the report's destinations, which differ.
type names struct {
	taken map[string]bool
	last  map[string]int // by base of a name: the number of the last one
}

func newNames() names { return names{map[string]bool{}, map[string]int{}} }

// read returns the name that a destination has in the file, empty if it has none.
func (n names) read(m mapping) string {
	s, ok := m.text("name", wantName)
	switch {
	case !ok || s.unresolved:
		return s.text
	case !report.ValidName(s.text):
		s.invalid(wantName)
	case n.taken[s.text]:
		s.invalid("a name that no other destination has")
	}
	n.taken[s.text] = true
	return s.text
}

// fill gives a name to destinations without one: the kind, the second time
// kind-2, and owner for the owner.
func (n names) fill(r *report.Report) {
	for i := range r.Deliver {
		if d := &r.Deliver[i]; d.Name == "" {
			d.Name = n.free(string(d.Kind))
		}
	}
	if r.Owner != nil && r.Owner.Name == "" {
		r.Owner.Name = n.free("owner")
	}
}

// free returns a name that no destination has, and takes it.
func (n names) free(base string) string {
	name := base
	for i := max(n.last[base], 1) + 1; n.taken[name]; i++ {
		name, n.last[base] = fmt.Sprintf("%s-%d", base, i), i
	}
	n.taken[name] = true
	return name
}
