package checker

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// edit changes one line of the good history: old becomes fresh in it, or fresh is put
// after it if there is no old.
type edit struct {
	line       int
	old, fresh string
}

// run is the one of testdata/good.jsonl.
const goodRun = `"run":"r@2001-09-09T01:46:00Z","epoch":1`

// badHistories are one for each rule, by what happens in it.
var badHistories = []struct {
	rule, what string
	edits      []edit
}{
	{"winner", "a winner is replaced", []edit{{18, "", progress(`"settled":"1","size":"1","w0":"bb"`)}}},
	{"counter", "the counter is not the number of winners", []edit{{17, `"settled":"1"`, `"settled":"2"`}}},
	{"result", "a winner's result is not there", []edit{{17, `"w0":"aa"`, `"w0":"bb"`}}},
	{"result", "a chunk of it is not there", []edit{{16, `"count":"1"`, `"count":"2"`}}},
	{"result", "it changes", []edit{{18, "", result("ok", "id-1", `"row_count":"2","rows":"9 bytes 2"`)}}},
	{"explained", "a query fails without a fault", []edit{{16, `"outcome":"ok"`, `"outcome":"failed"`}}},
	{"explained", "it times out before its deadline", []edit{{16, `"outcome":"ok"`, `"outcome":"timed_out"`}}},
	{"explained", "it is cancelled without a command", []edit{{16, `"outcome":"ok"`, `"outcome":"cancelled"`}}},
	{"explained", "it keeps fewer rows than it could", []edit{{16, `"row_count":"2"`, `"row_count":"1"`}}},
	{"explained", "its answer is that of another one", []edit{{12, `"index":0`, `"index":0`}, {12, `"scope":"s"`, `"index":1,"scope":"s"`}}},
	{"epochs", "a reporter sends another round than it was asked for", []edit{{22, `"round":1`, `"round":2`}}},
	{"document", "it is rendered before the epoch is complete", []edit{{17, `"w0":"aa"`, `"x0":"aa"`}, {17, `"settled":"1"`, `"settled":"0"`}}},
	{"document", "it is rendered again", []edit{{25, "", `{"at":1000000005000,"by":"r#3","wrote":{"pk":"RUN#r@2001-09-09T01:46:00Z","sk":"DOCUMENT#1","attributes":{"attempt":"ee","expires":"1000172860"}}}`}}},
	{"numbers", "it shows other rows than the service gave", []edit{{25, `"first":"8"`, `"first":"9"`}}},
	{"numbers", "it does not say that rows are missing", []edit{{25, `"cut":true,`, ``}}},
	{"destination", "a report goes where its command does not send it", []edit{{2, `"name":"a"`, `"name":"b"`}}},
	{"waiting", "a destination is tried before it may be", []edit{{26, "", undelivered("wait", 600_000)}}},
	{"ended", "a report is sent after the end of its round", []edit{{31, "", delivered(1, "x1")}}},
	{"tries", "a part is tried six times", []edit{{26, "", strings.Repeat(undelivered("later", 0)+"\n", 6)}}},
	{"again", "a part arrives twice, and nothing explains it", []edit{{27, "", delivered(0, "x0")}}},
	{"order", "a part arrives before the one before it", []edit{{26, "", delivered(1, "x1")}}},
	{"words", "other words arrive than were stored", []edit{{27, `"hash":"x0"`, `"hash":"zz"`}}},
	{"outcome", "a round is sent, and a part did not arrive", []edit{{29, `"delivered"`, `"unknown"`}}},
	{"outcome", "a round is unsent without a reason", []edit{{31, `"state":"sent"`, `"state":"unsent"`}}},
	{"silence", "nobody is told that a query failed", []edit{{13, "", denied}, {16, `"outcome":"ok"`, `"outcome":"failed"`}, {25, `"state":"ok"`, `"state":"failed"`}}},
	{"unfinished", "a run never ends", []edit{{32, `"state":"sent"`, `"open":"open","state":"running"`}}},
	{"unfinished", "the world goes round in circles", []edit{{35, `"over":{}`, `"over":{"unfinished":"a run"}`}}},
	{"edition", "an edition is forgotten", []edit{
		{3, "", `{"at":999999940000,"by":"j#0","begins":{"function":"janitor"}}` + "\n" + `{"at":999999940000,"by":"j#0","wrote":{"pk":"WATCHES","sk":"r","attributes":{"schedule":"s"}}}`},
		{3, "", `{"at":999999940000,"due":{"report":"r","at":999999950000,"run":"r@forgotten"}}`}, {35, `1000000005000`, `1000009005000`},
	}},
	{"command", "a command that was accepted is not carried out", []edit{{34, "", asked("resend", "")}}},
	{"refused", "a command is refused without a reason", []edit{{34, "", later(asked("replay of all", "no"))}}},
	{"start", "a query is started although it runs", []edit{{15, "", `{"at":1000000004000,"by":"w#2","started":{"id":"id-1","asked":1000000004000}}`}}},
	{"estimate", "a query is started before its estimate", []edit{{2, `"max_bytes"`, `"max_scan":5,"max_bytes"`}}},
	{"concurrency", "more queries run than may", []edit{{11, "", strings.Repeat(others(), 1)}}},
	{"announced", "a report is announced before it is complete", []edit{{15, "", `{"at":1000000004000,"by":"w#2","sent":{"queue":"report",` + goodRun + `,"round":1}}`}}},
	{"resent", "a query is sent again that runs", []edit{{15, "", `{"at":1000000004000,"by":"j#4","begins":{"function":"janitor"}}` + "\n" + `{"at":1000000004000,"by":"j#4","sent":{"queue":"query",` + goodRun + `}}`}}},
	{"acknowledged", "a message is acknowledged before its query is settled", []edit{{15, "", `{"at":1000000004000,"by":"w#2","deleted":{"id":"m1","queue":"query",` + goodRun + `}}`}}},
	{"acknowledged", "a message is acknowledged without announcing", []edit{{18, `"queue":"report"`, `"queue":"other"`}}},
	{"arrows", "META goes back", []edit{{32, `"state":"sent"`, `"state":"dispatching"`}}},
	{"claim", "a claim is taken while its lease lives", []edit{{30, "", `{"at":1000000005000,"by":"w#2","wrote":{"pk":"RUN#r@2001-09-09T01:46:00Z","sk":"SEND#1#1","attributes":{"expires":"1000172800","fence":"2","lease":"1000000185000","owner":"p","tries":"2"}}}`}}},
	{"release", "a claim is given back for an hour", []edit{{29, "", `{"at":1000000005000,"by":"r#3","wrote":{"pk":"RUN#r@2001-09-09T01:46:00Z","sk":"SEND#1#1","attributes":{"expires":"1000172800","fence":"1","released":"1","lease":"1000003605000","owner":"o","tries":"1"}}}`}}},
	{"record", "a record says that parts arrived which did not", []edit{{28, `"parts":"1"`, `"parts":"2"`}}},
	{"expiry", "an item never expires", []edit{{16, `"expires":"1000172860",`, ``}}},
	{"expiry", "an item expires too early", []edit{{16, `"expires":"1000172860"`, `"expires":"1000086400"`}}},
	{"calm", "a part arrives by itself a second time", []edit{{27, "", `{"at":1000000005000,"by":"r#3","delivered":{"to":"a",` + goodRun + `,"round":1,"hash":"x0","lost":true,"text":"7"}}`}}},
	{"deadline", "an epoch has another deadline than its report", []edit{{5, `"deadline":"1000000060000"`, `"deadline":"1000000120000"`}}},
	{"counter", "there is a shard without queries", []edit{{6, "", strings.ReplaceAll(progress(`"settled":"0","size":"0"`), "PROGRESS#00000", "PROGRESS#00001")}}},
	{"offered", "META says that a round was offered", []edit{{8, `"round":"1"`, `"offered":"1000000000000","round":"1"`}}},
	{"start", "a query is started once more after it was refused for good", []edit{{12, "", denied + "\n" + denied}}},
	{"epochs", "a replay of failures begins without a good result", []edit{{34, "", asked("replay of failures", "") + "\n" + secondEpoch}}},
	{"consistent", "a read that decides may show how it was", []edit{{15, "", `{"at":1000000004000,"by":"w#2","call":{"op":"GetItem","on":"RUN#r@2001-09-09T01:46:00Z META","asked":1000000004000,"loose":true}}`}}},
	{"dispatched", "a run is running, and its query was never sent", []edit{{7, `"queue":"query"`, `"queue":"report"`}}},
	{"settled", "a run is cancelled, and its query is not settled", []edit{{17, `"w0":"aa"`, `"x0":"aa"`}, {32, `"state":"sent"`, `"state":"cancelled"`}}},
	{"resent", "a query is sent again, and that is not on record", []edit{{15, "", `{"at":1000000904000,"by":"j#4","begins":{"function":"janitor"}}` + "\n" + `{"at":1000000904000,"by":"j#4","sent":{"queue":"query",` + goodRun + `}}`}}},
	{"fresh", "a query is started by what was read long ago", []edit{{11, "", readThen(300_000, "")}}},
	{"fresh", "a query is started again without a look at the record", []edit{{15, `"status":"Complete"`, `"status":"Failed"`}, {15, "", startCall(1000000004000)}}},
	{"window", "a run is over another window than its report says", []edit{{2, `"deadline":60000`, `"deadline":60000,"length":60000,"delay":60001`}}},
	{"window", "a run is not over the last full week", []edit{{2, `"deadline":60000`, `"deadline":60000,"calendar":"week","days":"UTC"`}}},
	{"missed", "a janitor starts an edition that is not missed yet", []edit{{1, `"quiet"`, `"late":600000,"quiet"`}, {4, `"dispatcher"`, `"janitor"`}}},
	{"missed", "a janitor starts one that is too old", []edit{{1, `"quiet"`, `"catch_up":3,"catch_up_age":1000,"quiet"`}, {4, `"at":1000000000000,"by":"d#1","begins":{"function":"dispatcher"}`, `"at":1000000060000,"by":"d#1","begins":{"function":"janitor"}`}}},
	{"pace", "more editions of a backfill are begun than may", []edit{{4, "", backfilled("open", "1 2 3 4 5 6 7 8 9 10 11", 2)}}},
	{"edition", "an edition is created that is not begun on record", []edit{{4, "", backfillAsked}}},
	{"backfill", "a sweep leaves an edition that has ended", []edit{{33, "", backfilled("open", "999999960000", 2) + "\n" + sweepAt(1000000305000)}}},
	{"backfill", "a sweep begins no further edition", []edit{{33, "", backfilled("open", "", 0) + "\n" + sweepAt(1000000305000)}}},
	{"backfill", "one is done without all of its editions", []edit{{33, "", backfillAsked + "\n" + backfilled("done", "", 2)}}},
	{"cancelled", "a query is sent after its run was cancelled", []edit{{33, "", `{"at":1000000006000,"by":"d#9","begins":{"function":"dispatcher"}}` + "\n" + `{"at":1000000006000,"by":"d#9","sent":{"queue":"query",` + goodRun + `}}`}, {31, `"state":"sent"`, `"state":"cancelled"`}}},
	{"apart", "an edition of a backfill that fills the past is apart", []edit{{4, "", backfillAsked + "\n" + strings.Replace(backfilled("open", "999999960000", 2), `"state"`, `"fill":"true","state"`, 1)}, {5, `"layout":"1"`, `"layout":"1","apart":"true"`}}},
	{"correction", "a correction is by another definition than its ID says", []edit{{33, "", `{"at":1000000006000,"by":"d#1","wrote":{"pk":"RUN#r@2001-09-09T01:46:00Z+fix-000000","sk":"META","attributes":{"epoch":"1","hash":"x","layout":"1","open":"open","round":"1","state":"dispatching","total":"1"}}}`}}},
	{"edition", "an edition is for others than its backfill", []edit{{4, "", backfillAsked + "\n" + backfilled("open", "999999960000", 2)}, {5, `"layout":"1"`, `"layout":"1","apart":"true","audience":"archive"`}}},
	{"command", "a backfill is asked for for others, and stays as it was", []edit{{4, "", strings.Replace(backfillAsked, `"kind"`, `"for":"none","kind"`, 1) + "\n" + backfilled("open", "", 2) + "\n" + `{"at":1000000000000,"by":"d#1","answered":{"id":"backfill"}}`}}},
	{"command", "a backfill of the future is carried out", []edit{{4, "", strings.Replace(backfillAsked, `"kind"`, `"until":1000003600000,"kind"`, 1) + "\n" + backfilled("open", "", 2) + "\n" + `{"at":1000000000000,"by":"d#1","answered":{"id":"backfill"}}`}}},
	{"command", "a backfill is cancelled, and goes on", []edit{{33, "", backfilled("open", "", 0) + "\n" + `{"at":1000000006000,"by":"d#9","begins":{"function":"dispatcher"}}` + "\n" + `{"at":1000000006000,"by":"d#9","command":{"id":"c","kind":"cancel backfill","runs":["r@2001-09-09T01:45:00Z"]}}` + "\n" + `{"at":1000000006000,"by":"d#9","answered":{"id":"c"}}`}}},
	{"broken", "an actor finds the protocol broken", []edit{{30, "", `{"at":1000000005000,"by":"r#3","event":{"kind":"Broken","run":"r","detail":"a miss"}}`}}},
	{"group", "a message is in the group of its run", []edit{{7, "", `{"at":1000000000000,"by":"d#1","sent":{"queue":"query",` + goodRun + `,"group":"` + "r@2001-09-09T01:46:00Z" + `"}}`}}},
	{"group", "a message is in no group", []edit{{7, `,"group":"r"`, ``}}},
	{"words", "a part is marked as a duplicate that nobody has tried", []edit{{29, `"hash":"x1"`, `"hash":"y1","again":true`}}},
	{"words", "a part that may be one is not marked", []edit{{26, "", undelivered("unknown", 0)}}},
	{"words", "a part does not follow the one before it", []edit{{28, `"parts":"1"`, `"parts":"1","receipt":"x"`}}},
	{"layout", "an epoch begins in a newer layout than it needs", []edit{{5, `"layout":"1"`, `"layout":"2"`}}},
	{"held", "a message is visible while its worker has it", []edit{{15, "", later90(`{"at":1000000004000,"by":"w#2","call":{"op":"UpdateItem","asked":1000000004000}}`)}}},
	{"held", "a worker ends, and hides what it has", []edit{{15, "", `{"at":1000000004000,"by":"w#2","hidden":{"id":"m1","for":90000}}` + "\n" + `{"at":1000000004000,"by":"w#2","ends":{}}`}}},
	{"release", "a message returns while its claim lives", []edit{{26, "", released + "\n" + `{"at":1000000005000,"by":"r#3","hidden":{"id":"m2","for":30000}}`}}},
	{"late", "a result waits for nothing", []edit{{15, `1000000004000`, `1000000001000`}}},
	{"late", "nobody says that a run is late", []edit{{20, "", `{"at":1000001004000,"by":"j#9","begins":{"function":"janitor"}}` + "\n" + `{"at":1000001004000,"by":"j#9","ends":{}}`}}},
	{"concurrency", "a worker touches the headroom", []edit{{11, "", strangers()}}},
	{"acknowledged", "a message that cannot be read is deleted", []edit{{20, "", `{"at":1000000004000,"by":"w#2","deleted":{"id":"m9","queue":"report"}}`}}},
}

const released = `{"at":1000000005000,"by":"r#3","wrote":{"pk":"RUN#r@2001-09-09T01:46:00Z","sk":"SEND#1#1","attributes":{"expires":"1000172800","fence":"1","released":"1","lease":"1000000035000","owner":"o","tries":"1"}}}`

// later90 moves lines beyond the time for which a message is hidden.
func later90(lines string) string { return strings.ReplaceAll(lines, "1000000004000", "1000000092000") }

// strangers are ninety queries of others, and an answer that shows them.
func strangers() string {
	var b strings.Builder
	for i := range 90 {
		b.WriteString(`{"at":1000000000500,"query":{"id":"s` + strconv.Itoa(i) + `","state":"Complete","ends":1000000009000}}` + "\n")
	}
	return b.String() + `{"at":1000000001000,"by":"w#2","answer":{"op":"DescribeQueries"}}`
}

const denied = `{"at":1000000001000,"by":"w#2","call":{"op":"StartQuery","on":"r@2001-09-09T01:46:00Z 1 0","asked":1000000001000,"fault":"query malformed"}}`

// secondEpoch begins with nothing.
const secondEpoch = `{"at":1000000006000,"by":"d#5","wrote":{"pk":"RUN#r@2001-09-09T01:46:00Z","sk":"META","attributes":{"open":"open","state":"dispatching","deadline":"1000000066000","epoch":"2","command":"c","hash":"h","layout":"1","round":"1","total":"1","window_end":"999999940000"}}}
{"at":1000000006000,"by":"d#5","wrote":{"pk":"RUN#r@2001-09-09T01:46:00Z#2","sk":"PROGRESS#00000","attributes":{"expires":"1000172866","settled":"0","size":"1"}}}`

// readThen is an answer that shows the progress of the run, and a start some time after it.
func readThen(later int64, rest string) string {
	return `{"at":1000000001000,"by":"w#2","answer":{"op":"GetItem","on":"RUN#r@2001-09-09T01:46:00Z#1 PROGRESS#00000"}}` + rest + "\n" + startCall(1000000001000+later)
}

func startCall(at int64) string {
	return fmt.Sprintf(`{"at":%d,"by":"w#2","call":{"op":"StartQuery","on":"r@2001-09-09T01:46:00Z 1 0","asked":%d}}`, at, at)
}

// backfilled is a backfill of two editions, of which that of the good run may be one.
func backfilled(state, begun string, next int) string {
	return fmt.Sprintf(`{"at":1000000005000,"by":"d#1","wrote":{"pk":"BACKFILLS","sk":"r@a..b","attributes":{"state":%q,"begun":%q,"next":"%d","to":"1","expires":"1000091405"}}}`, state, begun, next)
}

const backfillAsked = `{"at":1000000000000,"by":"d#1","command":{"id":"backfill","kind":"backfill","runs":["r@2001-09-09T01:45:00Z","r@2001-09-09T01:46:00Z"]}}`

func sweepAt(at int64) string {
	return fmt.Sprintf(`{"at":%d,"by":"j#9","begins":{"function":"janitor"}}`+"\n"+`{"at":%d,"by":"j#9","ends":{}}`, at, at)
}

func progress(attributes string) string {
	return `{"at":1000000004000,"by":"w#2","wrote":{"pk":"RUN#r@2001-09-09T01:46:00Z#1","sk":"PROGRESS#00000","attributes":{"expires":"1000172860",` + attributes + `}}}`
}

func result(outcome, query, rest string) string {
	return `{"at":1000000004000,"by":"w#2","wrote":{"pk":"RUN#r@2001-09-09T01:46:00Z#1","sk":"RESULT#0#aa#000","attributes":{"expires":"1000172860","count":"1","outcome":"` + outcome + `","query_id":"` + query + `",` + rest + `}}}`
}

func delivered(part int, hash string) string {
	return `{"at":1000000005000,"by":"r#3","delivered":{"to":"a",` + goodRun + `,"round":1,"part":` + string(rune('0'+part)) + `,"hash":"` + hash + `","text":""}}`
}

func undelivered(why string, wait int) string {
	if wait > 0 {
		why += `","wait":600000,"x":"`
	}
	return `{"at":1000000005000,"by":"r#3","undelivered":{"to":"a",` + goodRun + `,"round":1,"why":"` + why + `"}}`
}

func asked(kind, refused string) string {
	return `{"at":1000000006000,"by":"d#5","begins":{"function":"dispatcher"}}
{"at":1000000006000,"by":"d#5","command":{"id":"c","kind":"` + kind + `",` + goodRun + `,"round":1}}
{"at":1000000006000,"by":"d#5","answered":{"id":"c","refused":"` + refused + `"}}`
}

// later moves lines by half an hour.
func later(lines string) string { return strings.ReplaceAll(lines, "1000000006000", "1000001806000") }

// others are seven queries that run.
func others() string {
	var b strings.Builder
	for i := range 7 {
		b.WriteString(`{"at":1000000001000,"query":{"id":"o` + string(rune('0'+i)) + `","run":"other","epoch":1,"state":"Complete","ends":1000000009000}}` + "\n")
	}
	return b.String()
}

// good returns the lines of the good history.
func good(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/good.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// judge reads lines and returns what was found.
func judge(t *testing.T, lines []string) []Finding {
	t.Helper()
	c, n := New(), 0
	err := history.Each(bytes.NewBufferString(strings.Join(lines, "\n")), func(l history.Line) {
		n++
		l.N = n
		c.See(l)
	})
	if err != nil {
		t.Fatal(err)
	}
	return c.End()
}

func TestChecker_See_good(t *testing.T) {
	t.Parallel()
	if found := judge(t, good(t)); len(found) > 0 {
		t.Error(found)
	}
}

// TestChecker_See_refused has a queue refuse what a worker hands back when it ends: a message that
// came too often is a dead letter. What it hides for longer is its fault.
func TestChecker_See_refused(t *testing.T) {
	t.Parallel()
	const hides, back, ends = `{"at":1000000004000,"by":"w#2","hidden":{"id":"m1","for":90000}}`,
		`{"at":1000000004000,"by":"w#2","hidden":{"id":"m1","for":0,"refused":true}}`, `{"at":1000000004000,"by":"w#2","ends":{}}`
	for last, want := range map[string]bool{back: false, hides: true} {
		lines := good(t)
		lines[14] += "\n" + hides + "\n" + last + "\n" + ends
		if held := slices.ContainsFunc(judge(t, lines), func(f Finding) bool { return f.Rule == "held" }); held != want {
			t.Errorf("%s: held %t, want %t", last, held, want)
		}
	}
}

// TestChecker_See_bad plants what a rule forbids in the good history.
func TestChecker_See_bad(t *testing.T) {
	t.Parallel()
	for _, test := range badHistories {
		lines := good(t)
		for _, e := range test.edits {
			line := &lines[e.line-1]
			if e.old != "" && !strings.Contains(*line, e.old) && e.old != e.fresh {
				t.Fatalf("%s: line %d has no %s", test.what, e.line, e.old)
			}
			if e.old != "" {
				*line = strings.Replace(*line, e.old, e.fresh, 1)
			} else {
				*line += "\n" + e.fresh
			}
		}
		found := judge(t, lines)
		i := slices.IndexFunc(found, func(f Finding) bool { return f.Rule == test.rule })
		if i < 0 {
			t.Errorf("%s: found %v, want %s", test.what, found, test.rule)
			continue
		}
		if f := found[i]; len(f.Lines) == 0 || f.What == "" {
			t.Errorf("%s: %+v does not say what shows it", test.what, f)
		}
	}
}

// TestModel_size holds that the model of the promise stays one that can be read at once.
func TestModel_size(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("model.go")
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(text, []byte("\n")); lines >= 200 {
		t.Errorf("model.go has %d lines, want fewer than 200", lines)
	}
}

func TestFinding_String(t *testing.T) {
	t.Parallel()
	f := Finding{Rule: "again", Run: "r", What: "twice", Lines: []int{3, 7}}
	if got := f.String(); got != "again: r: twice (lines [3 7])" {
		t.Errorf("got %q", got)
	}
}
