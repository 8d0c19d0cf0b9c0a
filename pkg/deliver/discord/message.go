package discord

// maxMessages is how many messages a report has. Discord takes about thirty a minute
// from a webhook.
const maxMessages = 20

// messages packs embeds, in order, into as few messages as possible.
type messages struct {
	color int
	full  []string
	last  []embed
	used  int // characters
}

func (m *messages) add(e embed) {
	e.Color = m.color
	if len(m.last) == maxEmbeds || m.used+e.units() > maxTotal {
		m.flush()
	}
	m.last = append(m.last, e)
	m.used += e.units()
}

func (m *messages) flush() {
	if len(m.last) == 0 {
		return
	}
	m.full = append(m.full, encode(message{Embeds: m.last, Mentions: map[string][]string{"parse": {}}}))
	m.last, m.used = nil, 0
}

// done returns the messages; nothing may be added after it.
func (m *messages) done() []string {
	m.flush()
	return m.full
}
