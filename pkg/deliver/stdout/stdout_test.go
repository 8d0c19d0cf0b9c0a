package stdout_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/stdout"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestChannel_Render(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["classic"]
	if diff := cmp.Diff(fanlight.Message{Text: render.Text(d, render.TextOptions{})}, stdout.Channel{}.Render(d, report.Destination{})); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}

func TestChannel_Form(t *testing.T) {
	t.Parallel()
	if got := (stdout.Channel{}).Form(report.Destination{Name: "here"}); got != "" {
		t.Errorf("form %q: there is one only", got)
	}
}

func TestChannel_Notice(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(fanlight.Message{Text: "a\nb\n"}, stdout.Channel{}.Notice(render.Notice{Subject: "a", Text: "a\nb\n"})); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}

func TestChannel_MarkDuplicate(t *testing.T) {
	t.Parallel()
	if got := (stdout.Channel{}).MarkDuplicate(fanlight.Message{Text: "1,204\n"}, "Possibly a duplicate.").Text; got != "Possibly a duplicate.\n\n1,204\n" {
		t.Errorf("text = %q", got)
	}
}

// full is a writer with room for a few bytes.
type full int

func (f full) Write(p []byte) (int, error) { return min(int(f), len(p)), errors.New("disk full") }

func TestChannel_Send(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	for _, test := range []struct {
		name   string
		stdout io.Writer
		want   *fanlight.DeliveryError
		words  string
	}{
		{"room for all", &out, nil, ""},
		{"room for 3 bytes", full(3), &fanlight.DeliveryError{Unknown: true}, "write 3 of 6 bytes: disk full"},
		{"no room", full(0), &fanlight.DeliveryError{}, "disk full"},
		{"none", nil, &fanlight.DeliveryError{Permanent: true}, "no standard output"},
	} {
		t.Run(test.name, func(t *testing.T) {
			receipt, err := stdout.Channel{}.Send(t.Context(), &channel.Environment{Stdout: test.stdout},
				report.Destination{Name: "stdout", Kind: report.KindStdout}, fanlight.Message{Kind: report.KindStdout, Text: "1,204\n"})
			channeltest.CheckOutcome(t, err, test.want, test.words)
			if (receipt == "stdout") != (test.want == nil) {
				t.Errorf("receipt = %q", receipt)
			}
		})
	}
	if out.String() != "1,204\n" {
		t.Errorf("wrote %q", &out)
	}
}
