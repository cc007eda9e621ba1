#!/bin/sh
set -e
ansible-playbook --connection local /app/playbooks/notes.yml
