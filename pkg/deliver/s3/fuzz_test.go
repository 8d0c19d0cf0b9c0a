package s3_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/s3"
	"github.com/fanlight/fanlight/pkg/deliver/s3/s3test"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// FuzzS3 writes attacks to a server that checks requests.
func FuzzS3(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := rendertest.Attack(s, times)
		server := s3test.New()
		env := reaching(t, server)
		m := s3.Channel{}.Render(d, archive(s3test.Bucket))
		m.Run, m.Epoch = fanlight.RunID(fmt.Sprintf("%s@%s", s, s)), 1
		for i := range m.PartCount() {
			if _, err := (s3.Channel{}).Send(t.Context(), env, archive(s3test.Bucket), m.OnePart(i)); err != nil && len(s) < 300 {
				t.Fatal(err)
			}
		}
		for key, o := range server.Objects() {
			if strings.Contains(key, "..") || strings.HasSuffix(key, ".html") && !strings.HasPrefix(o.Content, "<!doctype html>") {
				t.Fatalf("object %q %.40q", key, o.Content)
			}
		}
	})
}
