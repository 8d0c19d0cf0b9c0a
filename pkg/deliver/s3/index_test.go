package s3_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/s3"
	"github.com/fanlight/fanlight/pkg/deliver/s3/s3test"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/index"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

const inBucket = s3test.Bucket + "/" + indexAt

// edition returns the part for the page of all editions of a day of January.
func edition(day, epoch int) fanlight.Message {
	d := rendertest.Documents()["classic"]
	d.Run, d.Epoch = fanlight.RunID(fmt.Sprintf("bot-usage@2026-01-%02dT12:30:00Z", day)), epoch
	d.Window.Start, d.Window.End = d.Window.Start.AddDate(0, 0, day-2), d.Window.End.AddDate(0, 0, day-2)
	m := s3.Channel{}.Render(d, archive(s3test.Bucket))
	m.Run, m.Epoch = d.Run, epoch
	return m.OnePart(m.PartCount() - 1)
}

// listed returns the days and epochs on the page that is there.
func listed(t *testing.T, server *s3test.Server) (all []string) {
	t.Helper()
	l, err := index.Read(server.Objects()[inBucket].Content)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range l.Entries {
		all = append(all, fmt.Sprintf("%s %d", e.Day, e.Epoch))
	}
	return all
}

func add(t *testing.T, server http.Handler, m fanlight.Message) error {
	t.Helper()
	_, err := s3.Channel{}.Send(t.Context(), reaching(t, server), archive(s3test.Bucket), m)
	return err
}

// TestChannel_Send_index adds each edition once, whether the caller may list the bucket or
// not.
func TestChannel_Send_index(t *testing.T) {
	t.Parallel()
	for _, lists := range []bool{false, true} {
		server := s3test.New()
		server.Lists = lists
		for _, m := range []fanlight.Message{edition(2, 1), edition(3, 1), edition(3, 1), edition(2, 2), edition(1, 1)} {
			if err := add(t, server, m); err != nil {
				t.Fatal(err)
			}
		}
		want := []string{"2026-01-03 1", "2026-01-02 2", "2026-01-02 1", "2026-01-01 1"}
		if got := listed(t, server); !slices.Equal(got, want) {
			t.Errorf("listed %v, want %v", got, want)
		}
		if o := server.Objects()[inBucket]; len(server.Objects()) != 1 || o.Type != "text/html; charset=utf-8" || !strings.HasPrefix(o.Content, "<!doctype html>") {
			t.Errorf("object %.60s of %s", o.Content, o.Type)
		}
	}
}

// TestChannel_Send_index_again writes nothing where the entry is there.
func TestChannel_Send_index_again(t *testing.T) {
	t.Parallel()
	server := s3test.New(nil, channeltest.Lost())
	channeltest.CheckOutcome(t, add(t, server, edition(2, 1)), open, "PUT of S3")
	written := server.Objects()[inBucket]
	if err := add(t, server, edition(2, 1)); err != nil || server.Requests() != 3 || server.Objects()[inBucket] != written {
		t.Errorf("after a lost answer: %v, %d requests, want 3", err, server.Requests())
	}
	marked := s3.Channel{}.MarkDuplicate(edition(2, 1), "Possibly a duplicate.")
	if err := add(t, server, marked); err != nil || len(listed(t, server)) != 1 {
		t.Errorf("marked as a duplicate: %v, %v", err, listed(t, server))
	}
}

// between is a server that carries out something else before each of the first writes.
type between struct {
	*s3test.Server
	mu   sync.Mutex
	once []func()
}

// ServeHTTP implements http.Handler.
func (b *between) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	var first func()
	if r.Method == http.MethodPut && len(b.once) > 0 {
		first, b.once = b.once[0], b.once[1:]
	}
	b.mu.Unlock()
	if first != nil {
		first()
	}
	b.Server.ServeHTTP(w, r)
}

// TestChannel_Send_index_others loses no entry where others write the page, or delete it,
// between its reading and its writing.
func TestChannel_Send_index_others(t *testing.T) {
	t.Parallel()
	for _, lists := range []bool{false, true} {
		server := s3test.New()
		server.Lists = lists
		other := func(day int) func() {
			return func() {
				if err := add(t, server, edition(day, 1)); err != nil {
					t.Error(err)
				}
			}
		}
		if err := add(t, &between{Server: server, once: []func(){other(3), other(4)}}, edition(2, 1)); err != nil {
			t.Error(err)
		}
		if got := listed(t, server); !slices.Equal(got, []string{"2026-01-04 1", "2026-01-03 1", "2026-01-02 1"}) {
			t.Errorf("listed %v", got)
		}
		if err := add(t, &between{Server: server, once: []func(){func() { server.Delete(inBucket) }}}, edition(5, 1)); err != nil {
			t.Error(err)
		}
		if got := listed(t, server); !slices.Equal(got, []string{"2026-01-05 1"}) {
			t.Errorf("listed %v after the page was deleted", got)
		}
		busy := &between{Server: server}
		for day := range 9 {
			busy.once = append(busy.once, other(10+day))
		}
		channeltest.CheckOutcome(t, add(t, busy, edition(6, 1)), passing, "others wrote it 5 times meanwhile, at last S3 answered 412 PreconditionFailed")
	}
}

// TestChannel_Send_index_refused does not overwrite what it cannot read.
func TestChannel_Send_index_refused(t *testing.T) {
	t.Parallel()
	good := s3test.New()
	if err := add(t, good, edition(2, 1)); err != nil {
		t.Fatal(err)
	}
	page := good.Objects()[inBucket].Content
	for name, content := range map[string]string{
		"another page": "<!doctype html><title>Our reports</title>", "empty": "", "cut": page[:len(page)/2],
		"damaged": strings.Replace(page, `"state":"sent"`, `"state":"?"`, 1), "newer": strings.Replace(page, `"fanlight_index":1`, `"fanlight_index":2`, 1),
	} {
		server := s3test.New()
		server.Put(inBucket, s3test.Object{Type: "text/html", Content: content})
		err := add(t, server, edition(3, 1))
		channeltest.CheckOutcome(t, err, final, "the page of editions s3://"+inBucket+" cannot be used: ")
		if !strings.Contains(err.Error(), "move that object away") || server.Objects()[inBucket].Content != content {
			t.Errorf("%s: %v, or it was overwritten", name, err)
		}
	}
	server := s3test.New()
	server.NoReads = true
	if err := add(t, server, edition(2, 1)); err != nil {
		t.Errorf("the first edition without s3:GetObject: %v", err)
	}
	channeltest.CheckOutcome(t, add(t, server, edition(3, 1)), final,
		"read the page of editions s3://"+inBucket+": S3 answered 403 AccessDenied: Access Denied (the function's role needs s3:GetObject on this object")
	if got := len(server.Objects()); got != 1 {
		t.Errorf("%d objects", got)
	}
}

// TestChannel_Send_index_errors has the outcomes of reading and of writing.
func TestChannel_Send_index_errors(t *testing.T) {
	t.Parallel()
	slow, denied := s3test.Refuse(503, "SlowDown", "Please reduce your request rate."), s3test.Refuse(403, "AccessDenied", "Access Denied")
	for _, test := range []struct {
		faults []*channeltest.Fault
		want   *fanlight.DeliveryError
		words  string
	}{
		{[]*channeltest.Fault{slow}, passing, "503 SlowDown"},
		{[]*channeltest.Fault{channeltest.Lost()}, passing, "GET of S3"},
		{[]*channeltest.Fault{channeltest.Cut("<!doctype")}, passing, "read S3's answer 200"},
		{[]*channeltest.Fault{s3test.Refuse(403, "SignatureDoesNotMatch", "no")}, final, "403 SignatureDoesNotMatch"},
		{[]*channeltest.Fault{s3test.Refuse(404, "NoSuchBucket", "The specified bucket does not exist")}, final, "404 NoSuchBucket"},
		{[]*channeltest.Fault{nil, slow}, passing, "503 SlowDown"},
		{[]*channeltest.Fault{nil, denied}, final, "S3 answered 403 AccessDenied"},
		{[]*channeltest.Fault{nil, s3test.Refuse(404, "NoSuchBucket", "no")}, final, "404 NoSuchBucket"},
	} {
		channeltest.CheckOutcome(t, add(t, s3test.New(test.faults...), edition(2, 1)), test.want, test.words)
	}
	conflict := s3test.Refuse(409, "ConditionalRequestConflict", "A conflicting conditional operation is currently in progress against this resource.")
	server := s3test.New(nil, conflict, nil, conflict)
	if err := add(t, server, edition(2, 1)); err != nil || server.Requests() != 6 {
		t.Errorf("after two conflicts: %v, %d requests, want 6", err, server.Requests())
	}
	m := edition(2, 1)
	m.Parts = []string{"index.html\n{}"}
	channeltest.CheckOutcome(t, add(t, s3test.New(), m), final, "the stored entry of the page of editions")
}

// TestChannel_Send_index_bound keeps the newest editions on the page.
func TestChannel_Send_index_bound(t *testing.T) {
	t.Parallel()
	server := s3test.New()
	if err := add(t, server, edition(2, 1)); err != nil {
		t.Fatal(err)
	}
	l, err := index.Read(server.Objects()[inBucket].Content)
	if err != nil {
		t.Fatal(err)
	}
	var many index.List
	for back := range index.MaxEntries {
		e := l.Entries[0]
		e.Epoch = back + 2
		many.Entries = append(many.Entries, e)
	}
	server.Put(inBucket, s3test.Object{Content: index.Page(l.Add(index.List{Title: "Usage", Timezone: "UTC", Entries: many.Entries}))})
	if err := add(t, server, edition(3, 1)); err != nil {
		t.Fatal(err)
	}
	if got := listed(t, server); len(got) != index.MaxEntries || got[0] != "2026-01-03 1" {
		t.Errorf("%d entries, the newest %s", len(got), got[0])
	}
	if page := server.Objects()[inBucket].Content; !strings.Contains(page, "Older ones are in the archive") {
		t.Error("the page does not say that older editions fell out")
	}
}
