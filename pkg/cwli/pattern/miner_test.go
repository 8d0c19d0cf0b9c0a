package pattern_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/cwli/pattern"
)

// mined returns the patterns of texts, as a count and a text each.
func mined(t testing.TB, texts ...string) (list []string) {
	t.Helper()
	m := pattern.New(10 << 20)
	for _, text := range texts {
		if err := m.Add(text); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range m.Patterns() {
		list = append(list, fmt.Sprint(p.Count, " ", p.Text))
	}
	return list
}

// numberedTexts returns n texts of a format with one %d.
func numberedTexts(n int, format string) (texts []string) {
	for i := range n {
		texts = append(texts, fmt.Sprintf(format, i))
	}
	return texts
}

// The first example is that of
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData_Patterns.html.
func TestMiner_Patterns(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		texts []string
		want  []string
	}{
		{"AWS's example", []string{
			"2023-01-01 19:00:01 [INFO] Calling DynamoDB to store for resource id 12342342k124-12345",
			"2023-01-01 19:00:02 [INFO] Calling DynamoDB to store for resource id 324892398123-12345",
			"2023-01-01 19:00:03 [INFO] Calling DynamoDB to store for resource id 3ff231242342-12345",
		}, []string{"3 <Time-1> [INFO] Calling DynamoDB to store for resource id <ID-2>"}},
		{"a word that varies", []string{"user ann logged in", "user bob logged in", "user cem logged in"},
			[]string{"3 user <Token-1> logged in"}},
		{"two words are two messages", []string{"connection opened", "connection closed", "connection opened"},
			[]string{"2 connection opened", "1 connection closed"}},
		{"levels are not merged", []string{"[INFO] began", "[WARN] began", "[ERROR] began", "[DEBUG] began"},
			[]string{"1 [DEBUG] began", "1 [ERROR] began", "1 [INFO] began", "1 [WARN] began"}},
		{"more differs than not", []string{"ann left", "bob came", "cem slept", "server is up", "disk got full", "link went down"},
			[]string{"1 ann left", "1 bob came", "1 cem slept", "1 disk got full", "1 link went down", "1 server is up"}},
		{"frequent words are messages", slices.Repeat([]string{"job is red", "job is green", "job is blue"}, 20),
			[]string{"20 job is blue", "20 job is green", "20 job is red"}},
		{"many words are data however frequent", slices.Repeat(lettered(6, "job of %s is done"), 20),
			[]string{"120 job of <Token-1> is done"}},
		{"a hash of any digits", []string{"built 12345678", "built 1234567a", "built abcdef12", "built 123e4567"},
			[]string{"4 built <ID-1>"}},
		{"a rare word among tokens", append(numberedTexts(21, "ref %d0000a of order"), "ref none of order"),
			[]string{"22 ref <ID-1> of order"}},
		{"a word beside tokens", []string{"on port 80", "on port 443", "on port http"},
			[]string{"2 on port <Number-1>", "1 on port http"}},
		{"tokens of several types", []string{"from 10.0.0.1", "from 5"}, []string{"2 from <Token-1>"}},
		{"keys and values of JSON", slices.Repeat([]string{`{"level":"info","user":"a/b","ok":true,"n":null}`,
			`{"level":"info","user":"(c)","ok":false,"n":null}`, `{"level":"info","user":"d","ok":true,"n":null}`}, 50),
			[]string{`150 {"level":"info","user":"<Token-1>","ok":<Boolean-2>,"n":null}`}},
		{"a text that looks like a token", []string{"<Number-1> up", "5 up"}, []string{"2 <Number-1> up"}},
		{"no text", []string{"", "  \n"}, []string{"2 "}},
		{"nothing", nil, nil},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, mined(t, test.texts...)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
	}
}

// lettered returns n texts of a format with one %s, which becomes a, b, c, ….
func lettered(n int, format string) (texts []string) {
	for i := range n {
		texts = append(texts, fmt.Sprintf(format, string(rune('a'+i))))
	}
	return texts
}

func TestMiner_Patterns_order(t *testing.T) {
	t.Parallel()
	texts := slices.Concat(lettered(20, "user %s logged in"), lettered(4, "job %s of ann is done"), lettered(3, `{"a":"%s"}`),
		lettered(26, "%s"), numberedTexts(9, "took %d ms"), lettered(9, "%s sent %[1]s to %[1]s"))
	want := mined(t, texts...)
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		r.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		if diff := cmp.Diff(want, mined(t, texts...)); diff != "" {
			t.Fatalf("another order, other patterns (-want +got)\n%s", diff)
		}
	}
}

// A text whose tokens are all known is in the table with its pattern.
func TestMiner_Add(t *testing.T) {
	t.Parallel()
	for _, test := range [][2]string{
		{"[INFO] Request time: 327 ms", "[INFO] Request time: <Time-1> ms"},
		{"took 327ms, 5 s, 1h30m0.5s", "took <Time-1>ms, <Time-2> s, <Time-3>"},
		{"at 2026-01-31T12:30:00.123Z", "at <Time-1>"},
		{"at 2026-01-31 12:30:00,123+05:45 x", "at <Time-1> x"},
		{"on 2026/01/31, 12:30", "on <Time-1>"},
		{"on 2026-01-31.", "on <Time-1>."},
		{"[10/Oct/2000:13:55:36 -0700] 31 Jan 2026 12:30:00 UTC", "[<Time-1>] <Time-2>"},
		{"Jan  2 15:04:05 host sshd[123]: ok", "<Time-1> host sshd[<Number-2>]: ok"},
		{"Mar 15, 2026 at 12:30:05", "<Time-1> at <Time-2>"},
		{"Mar 15 tests, Janet", "Mar <Number-1> tests, Janet"},
		{"2026-01-31x 12:30:00x", "<ID-1> <Number-2>:<Number-3>:00x"},
		{"8f5c0f5e-2b0c-4d51-9c1e-0a1b2c3d4e5f 8f5c0f5e-2b0c", "<UUID-1> <ID-2>"},
		{"10.0.0.1:8080 fe80::1, 2001:db8::8a2e:370:7334. 1.2.3.400", "<IP-1>:<Number-2> <IP-3>, <IP-4>. <ID-5>"},
		{"a:b 12:30 ab:cd:ef", "a:b <Number-1>:<Number-2> ab:cd:ef"},
		{"joe.doe@example.com a@b", "<Email-1> a@b"},
		{"(see https://example.com/a?b=1&c, or) s3://b/k.", "(see <URL-1>, or) <URL-2>."},
		{"-5 1.5 1e5 -2.5e3 50% 128MB", "<Number-1> <Number-2> <Number-3> <Number-4> <Number-5>% <Number-6>MB"},
		{"0x1f abc123 us-east-1 utf-8 v1.2.3", "<ID-1> <ID-2> us-east-1 utf-8 <ID-3>"},
		{"a  b\t c \r\n d\n", "a b c\nd"},
		{"größe=5 日本語", "größe=<Number-1> 日本語"},
		{"a\xffb\xfec\xff", "a\ufffdb\ufffdc\ufffd"},
		{`{"a\"b": "x y\n5", "k1":[1,"2",true,{"n5":null}]}`, `{"a\"b": "x y\n<Number-1>", "k1":[<Number-2>,"<Number-3>",<Boolean-4>,{"n5":null}]}`},
		{`{"cut":"off 5`, `{"cut":"off <Number-1>`},
		{`{"a` + "\xff" + `":"b` + "\xfe" + `"}`, "{\"a\ufffd\":\"b\ufffd\"}"},
		{"--- ... - .", "--- ... - ."},
		{strings.Repeat("a", 20_000), strings.Repeat("a", 16<<10) + "<Token-1>"},
		{strings.Repeat("é", 10_000) + "!", strings.Repeat("é", 8<<10) + "<Token-1>"},
	} {
		if diff := cmp.Diff([]string{"1 " + test[1]}, mined(t, test[0])); diff != "" {
			t.Errorf("%.60q (-want +got)\n%s", test[0], diff)
		}
	}
}

// A text of any length takes the memory of its first part.
func TestMiner_Add_long(t *testing.T) {
	for _, text := range []string{strings.Repeat("a b ", 1<<18), `{"a":"` + strings.Repeat(`\\"`, 1<<19), strings.Repeat("1:", 1<<19), strings.Repeat("a@", 1<<19)} {
		m := pattern.New(1 << 20)
		allocs.AtMost(t, 1<<20, func() {
			if err := m.Add(text); err != nil || m.Size() > 1<<17 {
				t.Errorf("%.10q: %d bytes, %v", text, m.Size(), err)
			}
		})
	}
}

func TestMiner_AddBefore(t *testing.T) {
	t.Parallel()
	m := pattern.New(10 << 20)
	for _, text := range []string{"user ann left", "user bob left", "went down"} {
		if err := m.AddBefore(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Add("user cem left"); err != nil {
		t.Fatal(err)
	}
	want := []pattern.Pattern{{Text: "user <Token-1> left", Count: 1, Before: 2}, {Text: "went down", Before: 1}}
	if diff := cmp.Diff(want, m.Patterns()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPattern_Severity(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"[ERROR] x": "ERROR", "no error, a warning": "ERROR", "Warning: disk": "WARN", "warn": "WARN", "all is well": "INFO", "": "INFO",
	} {
		if got := (pattern.Pattern{Text: text}).Severity(); got != want {
			t.Errorf("Severity of %q = %s, want %s", text, got, want)
		}
	}
}

// Texts that have a pattern in common fit into any bound, however many they are.
func TestNew(t *testing.T) {
	t.Parallel()
	const limit = 100_000
	m := pattern.New(limit)
	for i := range 50_000 {
		if err := m.Add("user u" + letters(i) + " logged in from afar"); err != nil {
			t.Fatal(err)
		}
		if m.Size() > limit {
			t.Fatalf("%d bytes after %d texts, want at most %d", m.Size(), i+1, limit)
		}
	}
	want := []pattern.Pattern{{Text: "user <Token-1> logged in from afar", Count: 50_000}}
	if diff := cmp.Diff(want, m.Patterns()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// letters writes a number with letters.
func letters(n int) string {
	text := []byte(fmt.Sprint(n))
	for i := range text {
		text[i] += 'a' - '0'
	}
	return string(text)
}

func TestErrTooMany(t *testing.T) {
	t.Parallel()
	const limit = 100_000
	m := pattern.New(limit)
	for i := range 100_000 {
		if err := m.Add(letters(i)); err != nil {
			if !errors.Is(err, pattern.ErrTooMany) || m.Size() > limit {
				t.Errorf("error %v with %d bytes, want ErrTooMany within %d", err, m.Size(), limit)
			}
			return
		}
	}
	t.Error("100,000 words without anything in common are within the bound")
}

func TestMiner_Size(t *testing.T) {
	t.Parallel()
	m := pattern.New(1 << 20)
	add := func(text string) int {
		if err := m.Add(text); err != nil {
			t.Fatal(err)
		}
		return m.Size()
	}
	one := add("took 5 ms")
	if again := add("took 6 ms"); one < len("took 5 ms") || again != one {
		t.Errorf("%d bytes, then %d of an equal text", one, again)
	}
	if two := add("went down"); two <= one {
		t.Errorf("%d bytes, then %d of another text", one, two)
	}
}
