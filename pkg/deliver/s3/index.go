package s3

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/index"
)

// entry returns the part for the page of all editions: a list with the document's edition.
func entry(d *fanlight.Document) object {
	l, _ := index.New(d, inReport).Encode() // Send refuses an empty list
	return object{indexName, l}
}

// indexTries is how often an entry is added while others add theirs.
const indexTries = 5

// addTo adds the entry of a part to the page of all editions. It may do so again: then the
// entry is there.
func (p *place) addTo(ctx context.Context, part object) error {
	more, err := index.Parse(part.content)
	if err != nil {
		return &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("the stored entry of the page of editions: %w", err)}
	}
	var a answer
	for range indexTries {
		there, err := p.readIndex(ctx)
		switch {
		case err != nil:
			return err
		case there.denied != nil && a.status == http.StatusPreconditionFailed: // it is there
			return p.notReadable(*there.denied)
		}
		var done bool
		if a, done, err = p.write(ctx, there, more); done || err != nil {
			return err
		}
	}
	return &fanlight.DeliveryError{Err: fmt.Errorf("add the edition to %s: others wrote it %d times meanwhile, at last S3 answered %s", p, indexTries, a)}
}

// write adds entries to the page as it was read, and writes it if it is still the same. It
// is not done if somebody else wrote it in between.
func (p *place) write(ctx context.Context, there stored, more index.List) (a answer, done bool, err error) {
	sum := there.list.Add(more)
	condition, value := ifNoneMatch, anyObject
	if there.etag != "" {
		condition, value = ifMatch, there.etag
		if sum.Equal(there.list) {
			return a, true, nil
		}
	}
	if a, err = p.do(ctx, put(object{indexName, index.Page(sum)}, condition, value)); err != nil {
		return a, false, err
	}
	gone := a.status == http.StatusNotFound && condition == ifMatch && element(a.body, "Code") == "NoSuchKey"
	switch {
	case a.status < 300:
		return a, true, nil
	case gone, a.status == http.StatusPreconditionFailed, a.status == http.StatusConflict:
		return a, false, nil
	}
	return a, false, a.refused()
}

// stored is the page of all editions as it was read.
type stored struct {
	list   index.List
	etag   string  // of the page; empty: there is none
	denied *answer // there is none, or it may not be read
}

// readIndex reads the page of all editions. S3 says 404 of one that is not there to who may
// list the bucket only, which no function may; else it says 403, as of one that may not be
// read (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
func (p *place) readIndex(ctx context.Context) (there stored, err error) {
	a, err := p.do(ctx, call{method: http.MethodGet, reads: index.MaxPage + 1})
	switch {
	case err != nil:
		return there, err
	case a.status == http.StatusForbidden && element(a.body, "Code") == "AccessDenied":
		return stored{denied: &a}, nil
	case a.status == http.StatusNotFound && element(a.body, "Code") == "NoSuchKey":
		return there, nil
	case a.status != http.StatusOK:
		return there, a.refused()
	}
	there.etag = a.header.Get("ETag")
	if there.list, err = index.Read(a.body); err != nil {
		return there, p.notOurs(err)
	}
	if there.etag == "" {
		return there, &fanlight.DeliveryError{Err: errors.New("S3 answered an object without an ETag")}
	}
	return there, nil
}

// notOurs is the error of an object that stands where the page of all editions would. It is
// not overwritten: it may be somebody's page, or the only list of the editions.
func (p *place) notOurs(why error) error {
	return &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("the page of editions %s cannot be used: %w (the files of the edition are written; move that object away or restore an earlier version of it, then resend)", p, why)}
}

// notReadable is the error of a page that is there and may not be read.
func (p *place) notReadable(denied answer) error {
	return &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("read the page of editions %s: S3 answered %s (the function's role needs s3:GetObject on this object, and kms:Decrypt if the bucket encrypts with a key of your own)", p, denied)}
}
