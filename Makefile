# `make` lists the targets.
PREFIX ?= /usr/local
DESTDIR ?=

# One set of flags for each configuration, so that nothing is built twice.
RELEASE := -c release --static-swift-stdlib --disable-local-rpath
DEBUG := --explicit-target-dependency-import-check error
HANDOFF := .build/release/handoff

bin := $(DESTDIR)$(PREFIX)/bin
share := $(DESTDIR)$(PREFIX)/share
units := $(DESTDIR)$(PREFIX)/lib/systemd/system
installed := $(bin)/handoff $(share)/handoff $(share)/man/man1/handoff.1 \
	$(share)/bash-completion/completions/handoff $(share)/zsh/site-functions/_handoff \
	$(share)/fish/vendor_completions.d/handoff.fish $(units)/handoff.service

.PHONY: help setup release demo test soak check bench install uninstall clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

setup: ## install the system packages that are missing (Debian)
	@.ci/setup

release: setup
	swift build $(RELEASE) --product handoff

demo: release ## build, and try the console over a throwaway home
	@$(HANDOFF) demo

test: ## build and run all tests
	@.ci/setup --tests
	swift build $(DEBUG) --build-tests
	@.ci/test $(DEBUG) --skip-build

soak: ## the tests with the counts that the promises are held to, and their table (ONLY=regex: some of them)
	@.ci/setup --tests
	swift build $(DEBUG) --build-tests
	@.ci/soak $(DEBUG) --skip-build

check: ## what continuous integration runs: the rules about the sources, then the tests
	@.ci/setup --tests
	.ci/source-rules
	@$(MAKE) --no-print-directory test

bench: setup ## measure against the floors of this machine
	swift build $(RELEASE) --product handoff
	swift build $(RELEASE) --product HandoffBench
	.build/release/HandoffBench

install: release ## install under PREFIX (/usr/local): binary, themes, completions, manual page, unit for systemd
	swift build $(RELEASE) --product generate-manual
	install -d $(bin) $(share)/handoff/themes $(share)/man/man1 $(share)/bash-completion/completions \
		$(share)/zsh/site-functions $(share)/fish/vendor_completions.d $(units)
	install -m 755 $(HANDOFF) $(bin)/handoff
	install -m 644 themes/*.yaml $(share)/handoff/themes
	.build/release/generate-manual $(HANDOFF) --output-directory - >$(share)/man/man1/handoff.1
	$(HANDOFF) --generate-completion-script bash >$(share)/bash-completion/completions/handoff
	$(HANDOFF) --generate-completion-script zsh >$(share)/zsh/site-functions/_handoff
	$(HANDOFF) --generate-completion-script fish >$(share)/fish/vendor_completions.d/handoff.fish
	$(HANDOFF) serve --print-unit $(PREFIX)/bin/handoff >$(units)/handoff.service

uninstall: ## remove what `make install` put there
	rm -rf $(installed)

clean: ## remove what was built
	rm -rf .build
