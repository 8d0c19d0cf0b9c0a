package s3

import (
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/render"
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
	a := &fanlight.Archive{Folder: address(folder(run, epoch) + "/"), Index: address(safe(run.Report()) + "/" + indexName)}
	if a.Folder == "" {
		return nil
	}
	return a
}

var unsafe = lazyregexp.New(`[^A-Za-z0-9._-]+`)

// folder returns the folder of an edition below the prefix: its report, then its place
// there, such as bot-usage/2026-01-02/2026-01-02T12-30-00Z.
func folder(run fanlight.RunID, epoch int) string {
	return safe(run.Report()) + "/" + inReport(run, epoch)
}

// inReport returns the folder of an edition below that of its report: the day that the run
// is for in UTC, and the run. The edition of a replay has a folder of its own, which ends
// in its number. All characters stay as they are in a URL.
func inReport(run fanlight.RunID, epoch int) string {
	_, name, _ := strings.Cut(string(run), "@")
	if epoch > 1 {
		name += fmt.Sprintf("-edition-%d", epoch)
	}
	return run.Scheduled().Format(time.DateOnly) + "/" + safe(name)
}

// up leads from the folder of an edition to that of its report.
const up = "../../"

// around returns where the page of an edition finds what lies around it.
func around(d *fanlight.Document) render.Around {
	a := render.Around{Index: up + indexName, Data: data, File: func(name string) string { return name }}
	if before := d.Archived(); before != nil {
		a.Previous, a.Before = up+inReport(before.Run, before.Epoch)+"/"+page, before.Window
	}
	return a
}

// safe returns a name of a folder that is one, whatever it is made of.
func safe(name string) string {
	return strings.Trim(unsafe().ReplaceAllString(name, "-"), ".-")
}

// key returns the key of an object of a message. A notice has the end of the message's
// idempotency key in its name: a run may have several. The page of all editions lies in
// the folder of its report.
func key(s report.S3, m fanlight.Message, o object) string {
	name := o.name
	if name == indexName {
		return path.Join(s.Prefix, safe(m.Run.Report()), name)
	}
	if m.Epoch == 0 {
		id := channel.Key(m)
		name = strings.Replace(name, ".", "-"+id[len(id)-8:]+".", 1)
	}
	return path.Join(s.Prefix, folder(m.Run, m.Epoch), name)
}
