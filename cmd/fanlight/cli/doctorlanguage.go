package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/cwli/probe"
	"github.com/fanlight/fanlight/pkg/suggest"
)

// selected returns the probes of the query language that --probe names.
func (d *doctorCommand) selected() ([]probe.Choice, error) {
	all := probe.Choices()
	kind, name, single := strings.Cut(d.probe, "/")
	var names []string
	for _, c := range all {
		if single && c.Name == name && kind == languageProbes {
			return []probe.Choice{c}, nil
		}
		names = append(names, c.Name)
	}
	switch {
	case d.probe == languageProbes:
		return all, nil
	case suggest.Nearest(name, names) != "":
		return nil, usageErrorf("unknown probe %q: did you mean language/%s?", d.probe, suggest.Nearest(name, names))
	}
	return nil, invalid("--probe", d.probe, fmt.Sprintf("language, or language/NAME with one of %s", strings.Join(names, ", ")))
}

// probeLanguage asks Logs Insights whether it does what the engine chose.
func (d *doctorCommand) probeLanguage(ctx context.Context) error {
	choices, err := d.selected()
	if err != nil {
		return err
	}
	cfg, err := d.s.connect(ctx, d.stack.account)
	if err != nil {
		return err
	}
	now := d.s.Now().UTC()
	p := &prober{
		s: d.s, cfg: cfg, api: cloudwatchlogs.NewFromConfig(cfg), line: newProgressLine(d.s), choices: choices,
		place: probe.Place{Group: "/fanlight/probe-" + now.Format("20060102T150405.000Z"), Start: now.Truncate(time.Minute).Add(time.Minute)},
	}
	if !d.yes {
		if err := d.s.ask(ctx, p.effect(placeOfAccount(ctx, cfg)), "-y goes on"); err != nil {
			return err
		}
	}
	return d.report(ctx, p)
}

// report runs the probes and prints what they found.
func (d *doctorCommand) report(ctx context.Context, p *prober) error {
	w := checkWriter{s: d.s, json: *d.stack.format == "json", width: p.longestName()}
	err := p.run(ctx, w.add)
	switch failed := w.finish(err == nil); {
	case err != nil:
		return err
	case failed != nil:
		return fmt.Errorf("write the checks: %w", failed)
	case w.count[checkFailed] > 0:
		return errReported
	case w.count[checkOK] == 0:
		return errors.New("no probe was answered")
	}
	return nil
}
