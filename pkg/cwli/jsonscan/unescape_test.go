package jsonscan_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

func TestUnescape(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		``:                         "",
		`plain`:                    "plain",
		`\"\\\/\b\f\n\r\t`:         "\"\\/\b\f\n\r\t",
		`\u00e4 \u00E4`:            "ä ä",
		`\ud83d\ude00`:             "😀",
		`\ud83d x \ude00`:          "\ufffd x \ufffd",
		`\ud83d\u0041`:             "\ufffdA",
		`stops at what is wrong\x`: `stops at what is wrong\x`,
	} {
		if got := string(jsonscan.Unescape([]byte("> "), raw)); got != "> "+want {
			t.Errorf("Unescape(%s) = %q, want %q", raw, got, "> "+want)
		}
	}
}
