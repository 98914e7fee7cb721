"""The start: opening the workspace, its passphrase, and the choice where there is none yet."""
