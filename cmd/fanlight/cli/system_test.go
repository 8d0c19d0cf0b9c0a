package cli

import (
	"bytes"
	"os"
	"testing"
	"time"

	"github.com/aws/smithy-go/logging"
)

func TestOS(t *testing.T) {
	t.Parallel()
	s := OS()
	if s.In != os.Stdin || s.Out != os.Stdout || s.Err != os.Stderr {
		t.Error("the streams are not those of the process")
	}
	if s.Getenv("PATH") != os.Getenv("PATH") || time.Since(s.Now()).Abs() > time.Minute || s.AWS == nil {
		t.Error("environment, clock or AWS configuration are not those of the process")
	}
	if width := s.Width(&bytes.Buffer{}); width != 0 {
		t.Errorf("a buffer is a terminal of %d columns", width)
	}
}

// TestLoadAWS_logger keeps the SDK's own lines off stderr.
func TestLoadAWS_logger(t *testing.T) {
	t.Parallel()
	cfg, err := loadAWS(t.Context(), Account{Region: "eu-west-1", Endpoint: "http://127.0.0.1:9"})
	if err != nil || cfg.Region != "eu-west-1" || cfg.Logger != (logging.Nop{}) {
		t.Errorf("Region %s, logger %T, %v", cfg.Region, cfg.Logger, err)
	}
}
