package deliver

import (
	"github.com/fanlight/fanlight/pkg/deliver/s3"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// duplicate is the mark of a message that a reader may have got before.
const duplicate = "Possibly a duplicate: the answer to an earlier delivery never came."

// Render returns the document as the message to a destination.
func Render(d *fanlight.Document, to report.Destination) fanlight.Message {
	return addressed(of(to.Kind).Render(d, to), d, to)
}

// Archive returns where readers find an edition of a report: in the first of its
// destinations that is an archive. It is nil if there is none, or none with an address.
func Archive(all []report.Destination, run fanlight.RunID, epoch int, region string) *fanlight.Archive {
	for _, to := range all {
		if to.S3 != nil {
			return s3.Archive(*to.S3, run, epoch, region)
		}
	}
	return nil
}

// Form names the form that Render gives a destination: to all destinations of one
// form go the same texts.
func Form(to report.Destination) string { return string(to.Kind) + of(to.Kind).Form(to) }

// Owner returns the message to a report's owner about what failed: queries, and
// the destinations that missed the report.
func Owner(d *fanlight.Document, missed []render.Undelivered, owner report.Destination) fanlight.Message {
	return addressed(of(owner.Kind).Notice(render.OwnerNotice(d, missed)), d, owner)
}

// Partial returns the message that a destination gets instead of an incomplete report.
func Partial(d *fanlight.Document, to report.Destination) fanlight.Message {
	return addressed(of(to.Kind).Notice(render.PartialNotice(d)), d, to)
}

// addressed returns a message with its destination, report and run.
func addressed(m fanlight.Message, d *fanlight.Document, to report.Destination) fanlight.Message {
	m.Destination, m.Kind, m.Report, m.Run = to.Name, to.Kind, d.Report, d.Run
	return m
}

// MarkDuplicate returns a copy of a message with a note that an earlier delivery
// of it may have arrived. A file needs no note.
func MarkDuplicate(m fanlight.Message) fanlight.Message {
	m = of(m.Kind).MarkDuplicate(m, duplicate)
	m.Duplicate = true
	return m
}
