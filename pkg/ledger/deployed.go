package ledger

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/report"
)

// Definition is a report as it was deployed.
type Definition struct {
	Report report.Report
	Hash   string
	Packed report.Packed // the stored form; the zero value: PutDefinition makes it
}

// Deployed is a deployed report without its definition.
type Deployed struct {
	Name     string
	Hash     string
	Schedule *report.Schedule // nil: started by hand only
}

// deployedItem is a deployed report. Its definition is in chunks of its own,
// which are named by its digest. Before layout 1 it was here, as JSON.
type deployedItem struct {
	PK         string `dynamodbav:"pk"`
	SK         string `dynamodbav:"sk"`
	Hash       string `dynamodbav:"hash"`
	Schedule   string `dynamodbav:"schedule,omitempty"`
	Timezone   string `dynamodbav:"timezone,omitempty"`
	Digest     string `dynamodbav:"digest,omitempty"`
	Definition string `dynamodbav:"definition,omitempty"` // layout 0: JSON, as `fanlight compile` writes it
}

// deployedPrefix begins the sort keys of the chunks that the deployment writes, in
// the partition of the report. A run has chunks of its own: the next deployment
// removes these.
func deployedPrefix(digest string) string { return "DEFINITION#" + digest + "#" }

// Definition reads the deployed report of that name. The error is ErrNotFound if
// there is none, and wraps fanlight.ErrNewer if this version does not know its
// definition.
func (l *Ledger) Definition(ctx context.Context, name string) (Definition, error) {
	var d deployedItem
	if err := l.get(ctx, key{reports, name}, &d); err != nil {
		return Definition{}, err
	}
	packed, err := l.deployedChunks(ctx, d)
	if err != nil {
		return Definition{}, fmt.Errorf("read definition of %s: %w", name, err)
	}
	r, err := unpackDefinition(packed.Chunks)
	if err != nil {
		return Definition{}, fmt.Errorf("read definition of %s: %w", name, err)
	}
	return Definition{Report: r, Hash: d.Hash, Packed: packed}, nil
}

// errHalfDeployed is the error of a definition of which a chunk is missing: the
// deployment is replacing it. It is not ErrNotFound: the report is deployed.
var errHalfDeployed = errors.New("it is being deployed: a chunk is missing")

func (l *Ledger) deployedChunks(ctx context.Context, d deployedItem) (report.Packed, error) {
	if d.Digest == "" {
		return report.PackJSON([]byte(d.Definition))
	}
	items, err := l.chunks(ctx, "REPORT#"+d.SK, deployedPrefix(d.Digest))
	if errors.Is(err, ErrNotFound) {
		return report.Packed{}, errHalfDeployed
	}
	return report.Packed{Digest: d.Digest, Chunks: dataOf(items)}, err
}

// Deployed lists the deployed reports, by name, without reading a definition. One
// that an earlier version deployed and that cannot be read is left out and named
// in the error; it does not hide the others.
func (l *Ledger) Deployed(ctx context.Context) ([]Deployed, error) {
	items, err := l.query(ctx, reports, "")
	var all []Deployed
	failures := []error{err}
	for _, it := range items {
		d, err := deployedOf(it)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		all = append(all, d)
	}
	return all, errors.Join(failures...)
}

func deployedOf(it item) (Deployed, error) {
	var d deployedItem
	if err := decode(it, &d); err != nil {
		return Deployed{}, err
	}
	deployed := Deployed{Name: d.SK, Hash: d.Hash}
	switch {
	case d.Digest == "":
		r, err := readDefinition([]byte(d.Definition))
		if err != nil {
			return Deployed{}, fmt.Errorf("read definition of %s: %w", d.SK, err)
		}
		deployed.Schedule = r.Schedule
	case d.Schedule != "":
		deployed.Schedule = &report.Schedule{Expression: d.Schedule, Timezone: d.Timezone}
	}
	return deployed, nil
}

// PutDefinition writes a report's definition, as the deployment does on AWS. Local
// runs and tests use it.
func (l *Ledger) PutDefinition(ctx context.Context, d Definition) error {
	if d.Packed.Digest == "" {
		var err error
		if d.Packed, err = d.Report.Pack(); err != nil {
			return err
		}
	}
	for n, data := range d.Packed.Chunks {
		chunk := chunkItem{PK: "REPORT#" + d.Report.Name, SK: chunkKey(deployedPrefix(d.Packed.Digest), n), Count: len(d.Packed.Chunks), Data: data}
		if err := l.put(ctx, chunk); err != nil {
			return err
		}
	}
	it := deployedItem{PK: reports, SK: d.Report.Name, Hash: d.Hash, Digest: d.Packed.Digest}
	if d.Report.Schedule != nil {
		it.Schedule, it.Timezone = d.Report.Schedule.Expression, d.Report.Schedule.Timezone
	}
	return l.put(ctx, it)
}
