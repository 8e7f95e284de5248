import {
  type ArrayFieldItemTemplateProps,
  type ArrayFieldTemplateProps,
  type CyclicSchemaExpandProps,
  canExpand,
  type ObjectFieldTemplateProps,
} from '@rjsf/utils';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { use } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import classes from './form.module.css';
import { IconButton } from './icon-button.tsx';
import { InUnion } from './in-union.ts';
import { isTelling } from './labels.ts';

/** Fields that belong together; those of the outermost object stand alone. */
export function ObjectFieldTemplate(props: ObjectFieldTemplateProps) {
  const { schema, properties, fieldPathId, required, description } = props;
  const { form } = useMessages().playground;
  const isInUnion = use(InUnion) === fieldPathId.$id;
  const isUnion = (schema.oneOf || schema.anyOf) && properties.length === 0;
  if (isUnion) return null;
  const fields = (
    <>
      {properties.map(({ content }) => content)}
      {canExpand(schema, props.uiSchema, props.formData) && (
        <div>
          <Button look="quiet" onClick={props.onAddProperty}>
            {form.addProperty}
          </Button>
        </div>
      )}
    </>
  );
  const name = fieldPathId.path.at(-1);
  if (name === undefined) return <div className={classes.fields}>{fields}</div>;
  if (isInUnion) return <div className={classes.inner}>{fields}</div>;
  const { title } = schema;
  return (
    <fieldset id={fieldPathId.$id} className={classes.group}>
      <legend className={classes.label}>
        <code>{typeof name === 'number' ? `[${name}]` : name}</code>
        {!schema['x-loom-title'] && isTelling(title, String(name)) && <span>{title}</span>}
        <span className={classes.hint}>object</span>
        {required && <span className={classes.hint}>{form.required}</span>}
      </legend>
      {description && <p className={classes.description}>{description}</p>}
      <div className={classes.fields}>{fields}</div>
    </fieldset>
  );
}

export function ArrayFieldTemplate(props: ArrayFieldTemplateProps) {
  const { items, canAdd, fieldPathId, schema, required, title, onAddClick } = props;
  const { form } = useMessages().playground;
  const name = String(fieldPathId.path.at(-1) ?? title);
  return (
    <fieldset id={fieldPathId.$id} className={classes.group}>
      <legend className={classes.label}>
        <code>{name}</code>
        {!schema['x-loom-title'] && isTelling(schema.title, name) && <span>{schema.title}</span>}
        <span className={classes.hint}>array</span>
        {required && <span className={classes.hint}>{form.required}</span>}
      </legend>
      {schema.description && <p className={classes.description}>{schema.description}</p>}
      <div className={classes.items}>{items}</div>
      {canAdd && (
        <div>
          <Button look="quiet" label={form.addItemTo(name)} onClick={onAddClick}>
            {form.addItem}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

export function ArrayFieldItemTemplate(props: ArrayFieldItemTemplateProps) {
  const { children, hasToolbar, index, buttonsProps } = props;
  const { form } = useMessages().playground;
  const place = index + 1;
  return (
    <div className={classes.item}>
      <div className={classes.itemField}>{children}</div>
      {hasToolbar && (
        <div className={classes.tools}>
          {(buttonsProps.hasMoveUp || buttonsProps.hasMoveDown) && (
            <>
              <IconButton
                label={form.moveUp(place)}
                icon={IconArrowUp}
                disabled={!buttonsProps.hasMoveUp}
                onClick={buttonsProps.onMoveUpItem}
              />
              <IconButton
                label={form.moveDown(place)}
                icon={IconArrowDown}
                disabled={!buttonsProps.hasMoveDown}
                onClick={buttonsProps.onMoveDownItem}
              />
            </>
          )}
          {buttonsProps.hasRemove && (
            <IconButton
              label={form.removeItem(place)}
              icon={IconX}
              onClick={buttonsProps.onRemoveItem}
            />
          )}
        </div>
      )}
    </div>
  );
}

/** A shape that contains itself is drawn one level at a time. */
export function CyclicSchemaExpandTemplate(props: CyclicSchemaExpandProps) {
  const { form } = useMessages().playground;
  return (
    <div>
      <Button
        look="quiet"
        label={form.expandNamed(props.name)}
        onClick={() => props.onExpand(props.fieldPathId.$id)}
      >
        {form.expand}
      </Button>
    </div>
  );
}
