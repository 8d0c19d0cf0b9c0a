package stdout_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/stdout"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

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
