// The pack program zips the functions for Lambda, and writes the paths and hashes
// of the zips for Terraform. The same programs give the same bytes.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
)

// pkg is a value of the Terraform module's variable packages.
type pkg struct {
	Path string `json:"path"` // as Terraform finds it
	Hash string `json:"hash"` // SHA-256 in base64
}

func main() {
	dist := flag.String("dist", "dist", "folder that holds <function>/bootstrap, and gets <function>.zip and packages.tfvars.json")
	seen := flag.String("seen-as", "../../../dist", "how an environment's folder names that folder: the path is in the state, so it must not depend on the machine")
	flag.Parse()
	if err := pack(*dist, *seen, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func pack(dist, seen string, functions []string) error {
	packages := map[string]pkg{}
	for _, function := range functions {
		hash, err := writeZip(filepath.Join(dist, function+".zip"), filepath.Join(dist, function, "bootstrap"))
		if err != nil {
			return fmt.Errorf("zip the %s: %w", function, err)
		}
		packages[function] = pkg{Path: path.Join(seen, function+".zip"), Hash: hash}
	}
	text, err := json.MarshalIndent(map[string]any{"packages": packages}, "", "  ")
	if err != nil {
		return fmt.Errorf("write the packages: %w", err)
	}
	return os.WriteFile(filepath.Join(dist, "packages.tfvars.json"), append(text, '\n'), 0o644)
}
