package s3

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/console"
	"github.com/fanlight/fanlight/pkg/report"
)

// Archive returns where readers find an edition: below the link of the settings, else on
// the pages of the objects in the console of a region; nil if there is neither. The files
// are those that Send writes, or will write.
func Archive(s report.S3, run fanlight.RunID, epoch int, region string) *fanlight.Archive {
	address := func(place string) string {
		return console.Object(region, s.Bucket, strings.TrimLeft(strings.TrimRight(s.Prefix, "/")+"/"+place, "/"))
	}
	if s.Link != "" {
		address = func(place string) string { return strings.TrimRight(s.Link, "/") + "/" + place }
	}
	a := &fanlight.Archive{Folder: address(folder(run, epoch) + "/"), Index: address(safe(run.Report()) + "/" + index)}
	if a.Folder == "" {
		return nil
	}
	return a
}

var unsafe = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// folder returns the folder of an edition below the prefix: its report, the day that
// the run is for in UTC, the run, such as
// bot-usage/2026-01-02/2026-01-02T12-30-00Z. The edition of a replay has a folder of
// its own, which ends in its number. All characters stay as they are in a URL.
func folder(run fanlight.RunID, epoch int) string {
	_, name, _ := strings.Cut(string(run), "@")
	if epoch > 1 {
		name += fmt.Sprintf("-edition-%d", epoch)
	}
	return strings.Join([]string{safe(run.Report()), run.Scheduled().Format(time.DateOnly), safe(name)}, "/")
}

// safe returns a name of a folder that is one, whatever it is made of.
func safe(name string) string {
	return strings.Trim(unsafe.ReplaceAllString(name, "-"), ".-")
}

// key returns the key of an object of a message. A notice has the end of the message's
// idempotency key in its name: a run may have several.
func key(s report.S3, m fanlight.Message, o object) string {
	name := o.name
	if m.Epoch == 0 {
		id := channel.Key(m)
		name = strings.Replace(name, ".", "-"+id[len(id)-8:]+".", 1)
	}
	return path.Join(s.Prefix, folder(m.Run, m.Epoch), name)
}
