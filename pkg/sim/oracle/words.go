package oracle

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// The forms of docs/protocol.md, read here without the help of the code that writes them.

// queryMessage and reportMessage are the messages of the two queues.
type (
	queryMessage struct {
		Run   fanlight.RunID
		Epoch int
		Shard int
		Query struct{ Index int }
	}
	reportMessage struct {
		Run          fanlight.RunID
		Epoch, Round int
	}
)

func parse[M any](body string) (m M) {
	must(m, json.Unmarshal([]byte(body), &m))
	return m
}

// parseQuery reads a query message. It holds that the shard is that of the query.
func (o *Oracle) parseQuery(body string) queryMessage {
	m := parse[queryMessage](body)
	if m.Run == "" || m.Epoch < 1 || m.Shard != shardIndex(m.Query.Index) {
		o.violate("G7", "a message names no query of a run: %s", body)
	}
	return m
}

func (o *Oracle) parseReport(body string) reportMessage {
	m := parse[reportMessage](body)
	if m.Run == "" || m.Epoch < 1 || m.Round < 1 {
		o.violate("G7", "a message names no round of a run: %s", body)
	}
	return m
}

// start is a query on record: try/bits, where bits are the ID's 16 bytes in base64.
type start struct {
	try int
	id  string
}

func parseStart(s string) (start, error) {
	try, bits, _ := strings.Cut(s, "/")
	b, err := base64.RawURLEncoding.DecodeString(bits)
	n, err2 := strconv.Atoi(try)
	if err != nil || err2 != nil || len(b) != 16 {
		return start{}, fmt.Errorf("no start: %q", s)
	}
	return start{n, fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])}, nil
}

// winner is <epoch>:<attempt>, or the attempt only, if it is one of the epoch itself.
type winner struct {
	epoch   int
	attempt string
}

func parseWinner(s string, epoch int) winner {
	if n, attempt, named := strings.Cut(s, ":"); named {
		return winner{must(strconv.Atoi(n)), attempt}
	}
	return winner{epoch, s}
}

// dueOf returns the time that a run was due.
func dueOf(id fanlight.RunID) time.Time {
	_, rest, _ := strings.Cut(string(id), "@")
	stamp, _, _ := strings.Cut(rest, "+")
	return must(time.Parse(time.RFC3339, stamp))
}

func reportOf(id fanlight.RunID) string {
	name, _, _ := strings.Cut(string(id), "@")
	return name
}

// runAt returns the edition of a report that is due then.
func runAt(report string, due time.Time) fanlight.RunID {
	return fanlight.RunID(report + "@" + due.UTC().Truncate(time.Minute).Format(time.RFC3339))
}

// editionOf returns the edition that a run corrects, and whether it is a correction.
func editionOf(id fanlight.RunID) (edition fanlight.RunID, ok bool) {
	name, _, ok := strings.Cut(string(id), "+fix-")
	if !ok {
		return "", false
	}
	return fanlight.RunID(name), true
}

func isFinal(s fanlight.State) bool {
	return s == fanlight.Sent || s == fanlight.PartlySent || s == fanlight.Unsent || s == fanlight.Cancelled || s == fanlight.Skipped || s == fanlight.Held
}

func isGood(o fanlight.Outcome) bool { return o == fanlight.OK || o == fanlight.Empty }

// withholds returns the state in which a withheld edition ends, empty for one that is sent.
func withholds(v fanlight.Verdict) fanlight.State {
	return map[fanlight.Verdict]fanlight.State{fanlight.Skip: fanlight.Skipped, fanlight.Hold: fanlight.Held}[v]
}

// size of a row: the bytes of its cells' texts.
func size(row fanlight.Row) (n int64) {
	for _, f := range row {
		n += int64(len(f.Value))
	}
	return n
}

// partCount returns in how many parts a message is sent.
func partCount(m fanlight.Message) int { return max(1, len(m.Parts)) }

// onePart returns a message with one of its parts, and the files of that part.
func onePart(m fanlight.Message, n int) fanlight.Message {
	if len(m.Parts) == 0 {
		return m
	}
	files := m.Files
	m.Parts, m.Files = m.Parts[n:n+1:n+1], nil
	for _, f := range files {
		if f.Part == n {
			m.Files = append(m.Files, f)
		}
	}
	return m
}

// asksToWait reports whether a provider's refusal is a request to wait.
func asksToWait(err *fanlight.DeliveryError) bool {
	return err.RetryAfter > 0 && !err.Permanent && !err.Unknown
}
